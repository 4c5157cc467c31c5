// A stranger's way to a key: the form, the mails in the outbox, the decision, and a secret that is shown to one reader once.
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runKeyfuse } from "@/e2e/server-under-test";
import { loadMasterKey } from "@/lib/adapters/system/master-key";
import { type KeptMail, listOutbox, OUTBOX_PURPOSE } from "@/lib/adapters/system/outbox/outbox-post";
import { createSealing } from "@/lib/adapters/system/sealing";
import { type Argument, act, ask, type Got, originOf, type Sent, serverActions } from "./console-client";
import { type ConsoleWorld, openConsoleWorld } from "./console-world";

const IDLE: Argument = { data: { kind: "idle" } };
const FORM = { name: "Hedy Lamarr", organisation: "", purpose: "Frequency hopping", plan: "default", agree: "on", website: "" };
const GRANT = { api: "standard", name: "Hedy's key", plan: "default", permission: ["read"], extent: "everything", expiry: "90" };

let world: ConsoleWorld;
let asked = 0;

beforeAll(async () => {
  world = await openConsoleWorld({ env: { TRUSTED_PROXIES: "127.0.0.1" } });
});
afterAll(() => world?.close());

function call(name: string, page: string, args: readonly Argument[], sent: Sent = {}): Promise<Got> {
  const action = serverActions().find((one) => one.name === name);
  if (action === undefined) throw new Error(`there is no action ${name}`);
  return act(world.server, page, action, args, sent);
}

/** Each from an address of its own, so that none spends another one's tries. */
function askForKey(fields: Readonly<Record<string, string>>, from?: string): Promise<Got> {
  asked += 1;
  return call("askForKey", "/request/standard", [{ data: "standard" }, IDLE, { form: { ...FORM, ...fields } }], {
    headers: { "x-forwarded-for": from ?? `192.0.2.${asked}` },
  });
}

const outbox = () => {
  const { dataDir } = world.server;
  return listOutbox(dataDir, createSealing(loadMasterKey(null, dataDir).bytes, OUTBOX_PURPOSE));
};

/** The newest mail to that address with that subject, once it is there. */
async function mailTo(to: string, subject: RegExp): Promise<KeptMail> {
  const deadlineMs = performance.now() + 10_000;
  for (;;) {
    const found = (await outbox()).findLast((mail) => mail.to === to && subject.test(mail.subject));
    if (found !== undefined) return found;
    if (performance.now() > deadlineMs) throw new Error(`no mail to ${to} about ${subject}`);
    await sleep(100);
  }
}

interface Link {
  readonly path: string;
  readonly token: string;
}

/** Path and token of the link in a mail: the token is in its fragment, so that no request for the page holds it. */
function linkIn({ text }: KeptMail): Link {
  const found = /^(https?:\/\/[^/]+)(\/[a-z/]+)#([\w-]{43})$/m.exec(text);
  expect(found?.[1]).toBe(originOf(world.server));
  return { path: found?.[2] ?? "", token: found?.[3] ?? "" };
}

/** From the form to the approval. Answers where the secret waits. */
async function approvedLink(email: string): Promise<Link> {
  expect((await askForKey({ email })).text).toContain('"kind":"sent"');
  const confirm = linkIn(await mailTo(email, /^Confirm/));
  expect((await ask(world.server, confirm.path)).status).toBe(200);
  expect((await look("readConfirm", confirm)).text).toContain('"kind":"offered"');
  expect((await call("confirmAddress", confirm.path, [{ data: confirm.token }])).text).toContain('"kind":"done"');
  const { id } = await world.database.prisma.keyRequest.findFirstOrThrow({ where: { email } });
  const approval = await call("approveKeyRequest", `/requests/${id}`, [{ data: id }, { form: GRANT }], {
    cookie: world.members.admin.cookie,
  });
  expect(approval.text).toContain('"kind":"idle"');
  return linkIn(await mailTo(email, /is ready$/));
}

const reveal = ({ path, token }: Link) => call("revealSecret", path, [{ data: token }]);
/** What the page asks when it is opened. */
const look = (name: "readReveal" | "readConfirm" | "readWithdraw", { path, token }: Link) => call(name, path, [{ data: token }]);
const secretIn = ({ text }: Got) => /"secret":"([^"]+)"/.exec(text)?.[1] ?? null;

describe("the whole way", () => {
  let link: Link;
  /** Of the first test, without which the others prove nothing. */
  let secret: string;

  test("leads to a secret that works; looking at the link shows and spends nothing", async () => {
    link = await approvedLink("hedy@example.com");
    for (let looks = 0; looks < 3; looks += 1) {
      const page = await ask(world.server, link.path);
      expect(page.status).toBe(200);
      expect(page.headers.get("cache-control")).toContain("no-store");
      expect(page.text).not.toMatch(/sk_[\w]{20}/);
      const looked = await look("readReveal", link);
      expect([looked.status, looked.headers.get("cache-control")]).toEqual([200, expect.stringContaining("no-store")]);
      expect(looked.text).toContain('"kind":"offered"');
    }
    const revealed = await reveal(link);
    expect([revealed.status, revealed.headers.get("cache-control")]).toEqual([200, expect.stringContaining("no-store")]);
    secret = secretIn(revealed) ?? "";
    expect(secret).toMatch(/^sk_/);
    const answer = await fetch(`${originOf(world.server)}/gateway/standard/things`, { headers: { authorization: `Bearer ${secret}` } });
    expect(answer.status).toBe(200);
  });

  test("a second view is 410 and says what to do, whoever looks or presses; nothing anywhere repeats the secret", async () => {
    expect(secret).not.toBe("");
    for (const seen of [await look("readReveal", link), await reveal(link)]) {
      expect(seen.status).toBe(410);
      expect(seen.text).toContain("ask for a new one");
      expect(seen.text).not.toContain(secret);
    }
    const { id } = await world.database.prisma.keyRequest.findFirstOrThrow({ where: { email: "hedy@example.com" } });
    const page = await ask(world.server, `/requests/${id}`, { cookie: world.members.admin.cookie });
    expect(page.text).toContain("Key made");
    const kept = [page.text, world.server.stdout(), world.server.stderr(), JSON.stringify(await outbox())];
    for (const text of kept) expect(text.includes(secret)).toBe(false);
    expect(world.server.stdout()).not.toContain(link.token);
  });

  test("the operator reads the mails on the host", async () => {
    const { dataDir } = world.server;
    const list = JSON.parse((await runKeyfuse(dataDir, ["outbox", "list", "--json"])).stdout) as readonly { id: string; subject: string }[];
    const ready = list.find(({ subject }) => subject === "Your key of standard named-to-members is ready");
    const shown = await runKeyfuse(dataDir, ["outbox", "show", ready?.id ?? ""]);
    expect(shown.stdout).toContain(`${link.path}#${link.token}`);
    expect((await runKeyfuse(dataDir, ["outbox", "show", "../master.key"])).status).toBe(1);
  });
});

test("an expired link is 410 and makes no key; an unknown one is 404", async () => {
  const link = await approvedLink("late@example.com");
  const { prisma } = world.database;
  const { id } = await prisma.keyRequest.findFirstOrThrow({ where: { email: "late@example.com" } });
  const past = new Date(Date.now() - 1000);
  await prisma.requestLink.updateMany({ where: { requestId: id, opens: "reveal" }, data: { expiresAt: past } });
  for (const seen of [await look("readReveal", link), await reveal(link)]) {
    expect(seen.status).toBe(410);
    expect(seen.text).toContain("Ask for the key again");
  }
  expect((await prisma.keyRequest.findUniqueOrThrow({ where: { id } })).keyId).toBeNull();
  for (const token of ["", "x", "A".repeat(43)]) {
    const unknown = { path: "/reveal", token };
    expect([(await look("readReveal", unknown)).status, (await reveal(unknown)).status]).toEqual([404, 404]);
  }
  expect((await look("readConfirm", { path: "/request/confirm", token: link.token })).status).toBe(404);
  // A path is what proxies and mail scanners log, so none opens anything.
  expect((await ask(world.server, `/reveal/${link.token}`)).status).toBe(404);
});

test("of ten who press at once, one gets the secret", async () => {
  const link = await approvedLink("many@example.com");
  const answers = await Promise.all(Array.from({ length: 10 }, () => reveal(link)));
  expect(answers.filter((answer) => secretIn(answer) !== null)).toHaveLength(1);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(410)]);
});

test("a refusal tells its reason, and the link to withdraw is over", async () => {
  const email = "no@example.com";
  await askForKey({ email });
  const confirm = linkIn(await mailTo(email, /^Confirm/));
  await call("confirmAddress", confirm.path, [{ data: confirm.token }]);
  const withdraw = linkIn(await mailTo(email, /^Your request/));
  const { id } = await world.database.prisma.keyRequest.findFirstOrThrow({ where: { email } });
  const { cookie } = world.members.admin;
  expect(
    (await call("refuseKeyRequest", `/requests/${id}`, [{ data: id }, { form: { reason: "Not this year." } }], { cookie })).text,
  ).toContain('"kind":"idle"');
  await sleep(2_000);
  expect((await outbox()).filter((mail) => mail.to === email).at(-1)?.text).toContain("Not this year.");
  expect((await look("readWithdraw", withdraw)).status).toBe(410);
  expect((await look("readConfirm", confirm)).status).toBe(410);
});

test("an approval that is taken back ends its link, and whoever asked is told", async () => {
  const email = "back@example.com";
  const link = await approvedLink(email);
  const { id } = await world.database.prisma.keyRequest.findFirstOrThrow({ where: { email } });
  const { cookie } = world.members.admin;
  expect((await ask(world.server, `/requests/${id}`, { cookie })).text).toContain("Take back the approval");
  expect((await call("takeBackKeyRequest", `/requests/${id}`, [{ data: id }], { cookie })).text).toContain('"kind":"idle"');
  const seen = await reveal(link);
  expect([seen.status, secretIn(seen)]).toEqual([410, null]);
  expect(seen.text).toContain("its approval taken back");
  expect((await mailTo(email, /was taken back$/)).text).not.toContain(link.token);
});

test("programs that fill in everything and a network that asks too often get no mail; the form of a closed API is not there", async () => {
  const before = await world.database.prisma.keyRequest.count();
  expect((await askForKey({ email: "bot@example.com", website: "http://spam.example" })).text).toContain('"kind":"sent"');
  expect(await world.database.prisma.keyRequest.count()).toBe(before);
  const texts: string[] = [];
  for (let count = 0; count < 7; count += 1) texts.push((await askForKey({ email: `u${count}@example.com` }, "198.51.100.9")).text);
  expect(texts.filter((text) => text.includes('"kind":"sent"'))).toHaveLength(5);
  expect(texts.at(-1)).toContain("Too many requests");
  for (const slug of ["infuzu", "management", "nothing"]) expect((await ask(world.server, `/request/${slug}`)).status).toBe(404);
});

test("admins are told of what waits", async () => {
  const email = "waits@example.com";
  expect((await askForKey({ email }, "198.51.100.77")).text).toContain('"kind":"sent"');
  const confirm = linkIn(await mailTo(email, /^Confirm/));
  await call("confirmAddress", confirm.path, [{ data: confirm.token }]);
  const mail = await mailTo("admin@example.com", /for a decision$/);
  expect(mail.text).not.toMatch(/hedy|lamarr/i);
}, 30_000);
