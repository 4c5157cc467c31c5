// Naughty strings and scripts through every form: each is stored as sent or refused with a field, nothing breaks, and nothing runs where
// they are shown.
import { type Browser, chromium, type Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isFull } from "@/e2e/drills/drill";
import { signInOverHttp } from "@/e2e/sign-in";
import { findBrowser } from "@/scripts/services/browser";
import { type Argument, act, type Got, originOf, type Sent, type ServerAction, serverActions, sessionValue } from "./console-client";
import { appFiles, callOf, goodCall, isOpen, pageOf } from "./console-map";
import { type ConsoleWorld, openConsoleWorld } from "./console-world";
import { NAUGHTY, SCRIPTS } from "./naughty-strings";

/** Texts that people choose freely. */
const FREE = new Set(["name", "description", "purpose", "reason", "organisation"]);
/** Of the strings a short run sends one in so many, and of those through texts that are no free choice. */
const SAMPLED = 24;
/** Of the scripts a short run sends one in so many through each text: other ones through the next. */
const SCRIPTS_SAMPLED = 8;

/** What no database stores: it goes through every text. */
const NUL = "\u0000";

/** What a short run sends through a text: a part of the strings, other ones for each. `turn` counts the texts. */
function sampleFor(field: string, turn: number): readonly string[] {
  const others = NAUGHTY.filter((text, index) => !SCRIPTS.includes(text) && text !== NUL && (index + turn) % SAMPLED === 0);
  const scripts = SCRIPTS.filter((_, index) => (index + turn) % SCRIPTS_SAMPLED === 0);
  return [NUL, ...(FREE.has(field) ? [...scripts, ...others] : others.filter((_, index) => index % 3 === 0))];
}

/**
 * What a full drill sends through the first, second … of a form's so many texts: all of the scripts, and a share of the other strings, so
 * that every one of them goes through the form. What a form is seen to keep of a text as it was sent gets the rest of them too.
 */
function shareFor(place: number, places: number): readonly string[] {
  return NAUGHTY.filter((text, index) => SCRIPTS.includes(text) || index % places === place);
}

/** A sign-in that is larger is not read. */
const MOST_SIGN_IN_BYTES = 16 * 1024;

/** The full drill sends thousands through a form. */
const LIMIT_MS = isFull ? 7_200_000 : 900_000;

let world: ConsoleWorld;
let browser: Browser;

beforeAll(async () => {
  // Strangers come from an address each, so that none spends another one's tries.
  world = await openConsoleWorld({ env: { TRUSTED_PROXIES: "127.0.0.1" } });
  const { executablePath, args } = await findBrowser();
  browser = await chromium.launch({ executablePath, args: [...args] });
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

let addressesGiven = 0;

/** Who sends it: the owner what is for members, a stranger the rest. */
function senderOf(action: ServerAction): Sent {
  return isOpen(action) ? stranger() : { cookie: world.members.owner.cookie };
}

function stranger(): Sent {
  addressesGiven += 1;
  return { headers: { "x-forwarded-for": `10.${addressesGiven >> 16}.${(addressesGiven >> 8) & 255}.${addressesGiven & 255}` } };
}

const actions = serverActions().filter((action) => callOf(action)?.withoutNaughty === undefined);

/** The call with one of its texts replaced. */
interface Place {
  readonly field: string;
  readonly fill: (text: string) => readonly Argument[];
}

function placesOf(action: ServerAction): Place[] {
  return goodCall(action).flatMap((argument, index) => {
    // The token of a link; ids of members' pages stand beside forms, and foreign ones are another suite's.
    if (isOpen(action) && "data" in argument && typeof argument.data === "string")
      return [{ field: `argument ${index}`, fill: (text: string) => goodCall(action).with(index, { data: text }) }];
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

/**
 * As a form's field arrives: half characters are none in UTF-8, line ends are CRLF in a form's body (HTML §4.10.21.8), white space
 * around a name is nobody's intention.
 */
const comparable = (text: string) => Buffer.from(text).toString("utf8").replace(/\r\n?/g, "\n").trim();

/** A link that opens nothing is refused by the status of its page. */
function isClosedLink({ status, text }: Got): boolean {
  return (status === 404 || status === 410) && /"kind":"(?:closed|refused)"/.test(text);
}

interface Sum {
  stored: number;
  refused: number;
  readonly wrong: string[];
}

/** Sends the strings through one text of a form. Answers whether the form keeps what is sent through it. */
async function sendAll(action: ServerAction, { field, fill }: Place, strings: readonly string[], sum: Sum): Promise<boolean> {
  let keepsText = false;
  for (const text of strings) {
    await callOf(action)?.prepare?.(world);
    const call = fill(text);
    const answer = await act(world.server, pageOf(action), action, call, senderOf(action));
    const where = `${field} = ${JSON.stringify(text.slice(0, 60))}`;
    if (isClosedLink(answer)) sum.refused += 1;
    else if (answer.status >= 400) sum.wrong.push(`${where}: ${answer.status}`);
    else if (/"kind":"refused"/.test(answer.text)) {
      sum.refused += 1;
      if (!/"field":"/.test(answer.text) || /Too many/.test(answer.text)) sum.wrong.push(`${where}: refused without a field`);
    } else {
      sum.stored += 1;
      const kept = (await callOf(action)?.stored?.(world.database, field, call)) ?? null;
      keepsText ||= kept !== null;
      if (kept !== null && comparable(kept) !== comparable(text))
        sum.wrong.push(`${where}: stored as ${JSON.stringify(kept.slice(0, 60))}`);
    }
  }
  return keepsText;
}

describe("through every form", () => {
  test("there are 515 strings or more, and forms to send them through", () => {
    expect(NAUGHTY.length).toBeGreaterThanOrEqual(515);
    console.log(`${NAUGHTY.length} naughty strings, ${SCRIPTS.length} of them scripts`);
  });

  test.each(actions.map((action, turn) => ({ name: action.name, action, turn })))(
    "$name stores each string as sent, or refuses it",
    async ({ action, turn }) => {
      const sum = { stored: 0, refused: 0, wrong: [] as string[] };
      const places = placesOf(action);
      for (const [index, place] of places.entries()) {
        const first = isFull ? shareFor(index, places.length) : sampleFor(place.field, turn + index);
        const keepsText = await sendAll(action, place, first, sum);
        const isWhole = isFull && (keepsText || FREE.has(place.field));
        if (isWhole)
          await sendAll(
            action,
            place,
            NAUGHTY.filter((text) => !first.includes(text)),
            sum,
          );
      }
      console.log(`${action.name}: ${sum.stored} accepted, ${sum.refused} refused`);
      expect(sum.wrong).toEqual([]);
    },
    LIMIT_MS,
  );

  test.each(["email", "password"])(
    "the sign-in refuses each string as its %s",
    async (field) => {
      const given: string[] = [];
      for (const text of isFull ? NAUGHTY : sampleFor("name", field.length)) {
        const typed = { email: world.members.viewer.email, password: "a wrong password", [field]: text };
        const answer = await signInOverHttp(originOf(world.server), typed, stranger()).catch((refusal: unknown) => String(refusal));
        const refused = new URLSearchParams({ text }).toString().length > MOST_SIGN_IN_BYTES ? 413 : 401;
        if (!answer.endsWith(`was answered ${refused}`)) given.push(`${JSON.stringify(text.slice(0, 60))}: ${answer}`);
      }
      expect(given).toEqual([]);
    },
    LIMIT_MS,
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

/** Where what was stored is listed. */
const LISTS: ReadonlySet<string> = new Set(["/keys", "/requests", "/team", "/tenants"]);

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
  test(
    "nothing runs, on any page",
    async () => {
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
        for (let walked = 0; LISTS.has(url) && walked < 1000; walked += 1) {
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
    },
    LIMIT_MS,
  );
});
