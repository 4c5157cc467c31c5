// Every page of the app, opened once in the colours and width of the project: nothing that a journey in light does not pass goes unseen.

import { test as base, expect } from "@playwright/test";
import { appFiles } from "@/e2e/console/console-map";
import { type ConsoleWorld, openConsoleWorld } from "@/e2e/console/console-world";
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

/** So that pages about use have something to show. */
async function callGateway({ server }: ConsoleWorld, secret: string): Promise<void> {
  const answer = await fetch(`http://${server.host}:${server.port}/gateway/standard/v1/models`, { headers: { "x-api-key": secret } });
  await answer.arrayBuffer();
}

for (const { url, isForMembers } of appFiles().filter(({ isRoute }) => !isRoute)) {
  test(`${url} is usable, and no wider than its window`, async ({ world, page, context }, testInfo) => {
    const origin = `http://${world.server.host}:${world.server.port}`;
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    if (isForMembers) await signIn(context, world.members.owner.cookie, origin);
    const answer = await page.goto(`${origin}${url}`);
    expect(answer?.status()).toBe(200);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await judgePage(page, testInfo, `tour-${url.replaceAll("/", "-")}`);
    expect(complaints).toEqual([]);
  });
}
