// Every page of the app, opened once in the colours and width of the project: nothing that a journey in light does not pass goes unseen.

import { test as base, expect } from "@playwright/test";
import { appFiles } from "@/e2e/console/console-map";
import { type ConsoleWorld, openConsoleWorld } from "@/e2e/console/console-world";
import { LINK_TOKEN } from "@/e2e/console/request-seeds";
import { judgePage } from "./judge-page";
import { signIn } from "./owner-test";

const GIVEN_SECRET = "given-secret-of-the-console-suites-0001";

const test = base.extend<object, { readonly world: ConsoleWorld }>({
  world: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright finds out by the pattern what a fixture needs.
    async ({}, use) => {
      const world = await openConsoleWorld();
      for (let count = 0; count < 5; count += 1) await callGateway(world, count % 2 === 0 ? GIVEN_SECRET : "nobody-has-this");
      await use(world);
      await world.close();
    },
    { scope: "worker", timeout: 240_000 },
  ],
});

/** Beyond this a page is said to jump (web.dev/cls). */
const MOST_SHIFT = 0.1;

interface Shift {
  readonly value: number;
  readonly what: readonly string[];
}

type ShiftedWindow = Window & { keyfuseShifts?: Shift[] };

/** Runs in the page: what moved without anybody having done something. */
function noteShifts(): void {
  type Entry = PerformanceEntry & { value: number; hadRecentInput: boolean; sources: readonly { node?: Node | null }[] };
  const shifts: Shift[] = [];
  (window as ShiftedWindow).keyfuseShifts = shifts;
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries() as Entry[]) {
      if (!hadRecentInput) shifts.push({ value, what: sources.map(({ node }) => node?.textContent?.slice(0, 60) ?? "?") });
    }
  }).observe({ type: "layout-shift", buffered: true });
}

/** So that pages about use have something to show. */
async function callGateway({ server }: ConsoleWorld, secret: string): Promise<void> {
  const answer = await fetch(`http://${server.host}:${server.port}/gateway/standard/v1/models`, {
    headers: { authorization: `Bearer ${secret}` },
  });
  await answer.arrayBuffer();
}

// Times are of UTC until a page's code has arrived, and then of the device: here they get longer by it.
test.use({ timezoneId: "Asia/Kolkata" });

for (const { file, url, isForMembers } of appFiles().filter(({ isRoute }) => !isRoute)) {
  test(`${url} is usable, and no wider than its window`, async ({ world, page, context }, testInfo) => {
    const origin = `http://${world.server.host}:${world.server.port}`;
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    if (isForMembers) await signIn(context, world.members.owner.cookie, origin);
    await page.addInitScript(noteShifts);
    const answer = await page.goto(`${origin}${url}${file.startsWith("app/(requests)/") ? `#${LINK_TOKEN}` : ""}`);
    expect(answer?.status()).toBe(200);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    // A page of a mailed link is judged with what the link opens.
    await expect(page.getByText("Reading the link …")).toHaveCount(0);
    await judgePage(page, testInfo, `tour-${url.replaceAll("/", "-")}`);
    // By now all of it has arrived.
    const shifts = await page.evaluate(() => (window as ShiftedWindow).keyfuseShifts ?? []);
    const sum = shifts.reduce((total, { value }) => total + value, 0);
    expect(sum, `what moved: ${JSON.stringify(shifts)}`).toBeLessThanOrEqual(MOST_SHIFT);
    expect(complaints).toEqual([]);
  });
}
