// Secrets made in the console, of keys and of anything else: each leaves in one answer, and then stands in no page, payload, browser storage, log or file.
import { type Browser, chromium } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FORMS, filesUnder, findSecrets, type Place } from "@/e2e/secret-finder";
import { ROLES } from "@/lib/core/roles";
import { findBrowser } from "@/scripts/services/browser";
import { keyCall } from "./calls/key-calls";
import { type Argument, act, ask, type Got, originOf, type ServerAction, sessionValue } from "./console-client";
import { appFiles, callOf, goodCall, memberActions, pageOf } from "./console-map";
import { type ConsoleWorld, openConsoleWorld } from "./console-world";

const APIS = ["fusion-ai", "standard", "infuzu", "cryptofuse", "management"];
const KEYS_PER_API = 4;

let world: ConsoleWorld;
let browser: Browser;
const secrets = new Set<string>();
const publicIds: string[] = [];
const calls: (readonly Argument[])[] = [];
const places: Place[] = [];

beforeAll(async () => {
  world = await openConsoleWorld();
  const { executablePath, args } = await findBrowser();
  browser = await chromium.launch({ executablePath, args: [...args] });
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

function actionNamed(name: string): ServerAction {
  const found = memberActions().find((action) => action.name === name);
  if (found === undefined) throw new Error(`the build has no action ${name}`);
  return found;
}

/** What an answer shows this once: secrets of keys and webhooks, seeds, recovery codes. */
function shownIn(text: string): string[] {
  const named = Array.from(text.matchAll(/"(?:secret|seed)":"([^"]{8,})"/g), ([, value = ""]) => value);
  const codes = Array.from(text.matchAll(/"codes":\[([^\]]+)\]/g), ([, list = ""]) => JSON.parse(`[${list}]`) as string[]);
  return [...named, ...codes.flat()];
}

function keep(name: string, { text, headers }: Got): void {
  places.push([name, Buffer.from(`${[...headers].join("\n")}\n${text}`)]);
}

test("each secret leaves in the answer that creates its key, and in no replay of it", async () => {
  const { cookie } = world.members.owner;
  const action = actionNamed("createKey");
  for (const api of APIS) {
    for (let made = 0; made < KEYS_PER_API; made += 1) {
      const call = keyCall(api);
      const answer = await act(world.server, pageOf(action), action, call, { cookie });
      const created = /"publicId":"(key_\d{10})".*?"secret":"([^"]+)"/s.exec(answer.text);
      expect(created, answer.text.slice(0, 300)).not.toBeNull();
      expect(answer.headers.get("cache-control")).toContain("no-store");
      publicIds.push(created?.[1] ?? "");
      secrets.add(created?.[2] ?? "");
      calls.push(call);
    }
  }
  expect(secrets.size).toBe(APIS.length * KEYS_PER_API);
  // The typed ones are in their form, which is the sender's own; the answer must not repeat them.
  for (const call of calls) keep("the same form sent again", await act(world.server, pageOf(action), action, call, { cookie }));
});

test("every page and payload is read by every role, and every action is sent", async () => {
  const urls = appFiles().flatMap(({ url }) => (url.includes("/keys/key_") ? publicIds.map((id) => url.replace(/key_\d{10}/, id)) : [url]));
  for (const role of ROLES) {
    const { cookie } = world.members[role];
    for (const url of urls) {
      keep(`${url} as ${role}`, await ask(world.server, url, { cookie }));
      keep(`${url} as ${role}, payload`, await ask(world.server, url, { cookie, headers: { rsc: "1" } }));
    }
  }
  const ofKeys = secrets.size;
  for (const action of memberActions().filter((one) => callOf(one)?.endsSession !== true && one.name !== "createKey")) {
    const answer = await act(world.server, pageOf(action), action, goodCall(action), { cookie: world.members.owner.cookie });
    const shown = shownIn(answer.text);
    for (const secret of shown) secrets.add(secret);
    keep(action.name, { ...answer, text: shown.reduce((text, secret) => text.replaceAll(secret, ""), answer.text) });
  }
  console.log(`console secret hunt: ${secrets.size - ofKeys} more secrets were shown by other actions`);
  expect(secrets.size).toBeGreaterThan(ofKeys + 3);
  for (const url of urls) keep(`${url} afterwards`, await ask(world.server, url, { cookie: world.members.owner.cookie }));
  const testing = actionNamed("testCredential");
  for (const secret of secrets) {
    const paste = `curl -H 'Authorization: Bearer ${secret}' https://x.example/?key=${secret}`;
    const call: readonly Argument[] = [{ data: { kind: "idle" } }, { form: { paste, api: "standard", endpoint: "", address: "" } }];
    keep("a test of it", await act(world.server, "/test", testing, call, { cookie: world.members.owner.cookie }));
  }
}, 600_000);

test("a browser that looked at everything keeps none", async () => {
  const context = await browser.newContext();
  const origin = originOf(world.server);
  await context.addCookies([{ name: "keyfuse-session", value: sessionValue(world.members.owner.cookie), url: origin }]);
  const page = await context.newPage();
  for (const url of ["/keys", `/keys/${publicIds[0]}`, "/keys/new", "/apis", "/tenants", "/test"]) {
    await page.goto(origin + url);
    places.push([`${url} in Chromium`, Buffer.from(await page.content())]);
  }
  const kept = await page.evaluate(async () => {
    const caches = await window.caches?.keys();
    const databases = await indexedDB.databases();
    return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, history.state, caches, databases]);
  });
  places.push(["the browser's storage", Buffer.from(kept + JSON.stringify(await context.storageState()))]);
  await context.close();
}, 300_000);

test("0 hits", async () => {
  const written: Place[] = [
    ["standard output", Buffer.from(world.server.stdout())],
    ["standard error", Buffer.from(world.server.stderr())],
    ...filesUnder(world.server.dataDir),
  ];
  const found = findSecrets(secrets, [...places, ...written]);
  console.log(
    `console secret hunt: ${secrets.size} secrets in ${FORMS} forms each, ${places.length + written.length} places, ${found.length} hits`,
  );
  expect(findSecrets(["only-for-members"], places).length).toBeGreaterThan(0);
  expect(found).toEqual([]);
}, 300_000);

test("the hunt finds what is planted", () => {
  const [secret] = [...secrets, "planted-secret-of-the-console"];
  expect(findSecrets([secret ?? ""], [["planted", Buffer.from(`before ${secret} after`)]]).length).toBeGreaterThan(0);
});
