// Naughty strings and scripts through every form: each is stored as sent or refused with a field, nothing breaks, and nothing runs where
// they are shown.
import { type Browser, chromium, type Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isFull } from "@/e2e/drills/drill";
import { findBrowser } from "@/scripts/services/browser";
import { type Argument, act, originOf, type ServerAction, sessionValue } from "./console-client";
import { appFiles, goodCall, memberActions, pageOf } from "./console-map";
import { type ConsoleWorld, KEY_ID, openConsoleWorld, SECOND_TENANT } from "./console-world";
import { NAUGHTY, SCRIPTS } from "./naughty-strings";

/** Texts that people choose freely. */
const FREE = new Set(["name", "description"]);
/** Of the strings a short run sends one in so many, and of those through texts that are no free choice. */
const SAMPLED = 24;

/** Every script always; every other string in the full drill, through what people choose freely. */
function stringsFor(field: string): readonly string[] {
  if (isFull && FREE.has(field)) return NAUGHTY;
  const others = NAUGHTY.filter((text, index) => !SCRIPTS.includes(text) && index % SAMPLED === 0);
  return FREE.has(field) ? [...SCRIPTS, ...others] : others;
}

/** The test of a credential admits 30 a minute; its strings are the tester suite's. */
const LEFT_OUT = new Set(["signOut", "testCredential", "pause", "resume", "revoke"]);

let world: ConsoleWorld;
let browser: Browser;

beforeAll(async () => {
  world = await openConsoleWorld();
  const { executablePath, args } = await findBrowser();
  browser = await chromium.launch({ executablePath, args: [...args] });
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

const actions = memberActions().filter(({ name }) => !LEFT_OUT.has(name));

/** The call with one of its texts replaced. */
interface Place {
  readonly field: string;
  readonly fill: (text: string) => readonly Argument[];
}

function placesOf(action: ServerAction): Place[] {
  return goodCall(action).flatMap((argument, index) => {
    const members = "form" in argument ? argument.form : typeof argument.data === "object" ? (argument.data as object) : {};
    return Object.entries(members)
      .filter(([, value]) => typeof value === "string" || Array.isArray(value))
      .map(([field, value]) => ({
        field,
        fill: (text: string) => {
          const call = goodCall(action);
          const chosen = call[index];
          const changed = { [field]: Array.isArray(value) ? [text] : text };
          const replaced: Argument =
            chosen !== undefined && "form" in chosen
              ? { form: { ...chosen.form, ...changed } }
              : { data: { ...(chosen?.data as object), ...changed } };
          return call.map((kept, position) => (position === index ? replaced : kept));
        },
      }));
  });
}

/** What the database holds of a text that an action accepted; null = it stores no such text. */
async function storedOf({ name }: ServerAction, field: string, call: readonly Argument[]): Promise<string | null> {
  const { prisma } = world.database;
  if (!FREE.has(field)) return null;
  const column = field as "name" | "description";
  const [first] = call;
  if (name === "createKey" && first !== undefined && "form" in first) {
    return (await prisma.key.findUniqueOrThrow({ where: { id: String(first.form.id) } }))[column];
  }
  if (name === "rename") return (await prisma.key.findUniqueOrThrow({ where: { publicId: KEY_ID } }))[column];
  if (name === "makeTenant") return (await prisma.tenant.findFirstOrThrow({ orderBy: { createdAt: "desc" } })).name;
  if (name === "giveTenantName") return (await prisma.tenant.findUniqueOrThrow({ where: { id: SECOND_TENANT } })).name;
  return null;
}

/**
 * As a form's field arrives: half characters are none in UTF-8, line ends are CRLF in a form's body (HTML §4.10.21.8), white space
 * around a name is nobody's intention.
 */
const comparable = (text: string) => Buffer.from(text).toString("utf8").replace(/\r\n?/g, "\n").trim();

describe("through every form", () => {
  test("there are 515 strings or more, and forms to send them through", () => {
    expect(NAUGHTY.length).toBeGreaterThanOrEqual(515);
    console.log(`${NAUGHTY.length} naughty strings, ${SCRIPTS.length} of them scripts`);
  });

  test.each(actions.map((action) => ({ name: action.name, action })))(
    "$name stores each string as sent, or refuses it",
    async ({ action }) => {
      const { cookie } = world.members.owner;
      const page = pageOf(action);
      const wrong: string[] = [];
      let stored = 0;
      let refused = 0;
      for (const { field, fill } of placesOf(action)) {
        const strings = stringsFor(field);
        for (const text of strings) {
          const call = fill(text);
          const answer = await act(world.server, page, action, call, { cookie });
          const where = `${field} = ${JSON.stringify(text.slice(0, 60))}`;
          if (answer.status >= 400) wrong.push(`${where}: ${answer.status}`);
          else if (/"kind":"refused"/.test(answer.text)) {
            refused += 1;
            if (!/"field":"/.test(answer.text)) wrong.push(`${where}: refused without a field`);
          } else {
            stored += 1;
            const kept = await storedOf(action, field, call);
            if (kept !== null && comparable(kept) !== comparable(text))
              wrong.push(`${where}: stored as ${JSON.stringify(kept.slice(0, 60))}`);
          }
        }
      }
      console.log(`${action.name}: ${stored} accepted, ${refused} refused`);
      expect(wrong).toEqual([]);
    },
    900_000,
  );

  test("nothing of it was a fault", () => {
    const faults = world.server
      .stdout()
      .split("\n")
      .filter((line) => /"level":"(?:error|fatal)"/.test(line));
    expect(faults).toEqual([]);
    expect(
      world.server
        .stderr()
        .split("\n")
        .filter((line) => line !== "" && !/Warning/.test(line)),
    ).toEqual([]);
  });
});

/** What a page did that no text may make it do. */
async function watch(page: Page): Promise<string[]> {
  const seen: string[] = [];
  page.on("dialog", (dialog) => {
    seen.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(originOf(world.server))) seen.push(`a request to ${request.url().slice(0, 80)}`);
  });
  page.on("console", (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) seen.push(message.text().slice(0, 200));
  });
  page.on("pageerror", (error) => seen.push(String(error).slice(0, 200)));
  return seen;
}

describe("where they are shown", () => {
  test("nothing runs, on any page", async () => {
    const { owner } = world.members;
    const context = await browser.newContext();
    await context.addCookies([{ name: "keyfuse-session", value: sessionValue(owner.cookie), url: originOf(world.server) }]);
    const page = await context.newPage();
    const seen = await watch(page);
    const keys = await world.database.prisma.key.findMany({
      orderBy: { createdAt: "desc" },
      select: { publicId: true, name: true, description: true },
    });
    const naughtiest = keys.filter(({ name, description }) =>
      SCRIPTS.some((script) => comparable(script) === name || comparable(script) === comparable(description)),
    );
    const urls = [
      ...appFiles()
        .filter(({ isRoute }) => !isRoute)
        .map(({ url }) => url),
      ...SCRIPTS.slice(0, 8).flatMap((script) =>
        ["/keys?q=", "/keys?sort=", "/keys?after=", "/login?next=", "/login?news=", "/tenants?news="].map(
          (start) => start + encodeURIComponent(script),
        ),
      ),
      ...naughtiest.slice(0, 40).map(({ publicId }) => `/keys/${publicId}`),
    ];
    for (const url of urls) {
      await page.goto(originOf(world.server) + url);
      // The list is walked to its end: every name is shown once.
      for (let walked = 0; url === "/keys" && walked < 60; walked += 1) {
        const next = page.getByRole("link", { name: /next|older/i });
        if ((await next.count()) === 0) break;
        const target = await next.first().getAttribute("href");
        if (target === null) break;
        await page.goto(originOf(world.server) + target);
      }
    }
    console.log(`${urls.length} pages shown in Chromium, ${keys.length} keys of naughty names, ${seen.length} things that ran`);
    expect(seen).toEqual([]);
    await context.close();
  }, 900_000);
});
