// Promises of the list of revocations: what it hits, what it believes while nothing is heard, and that it forgets.
import { beforeEach, expect, test } from "vitest";
import { type Revocation, revocationAt } from "@/lib/core/tokens/revocation";
import type { VerifiedToken } from "@/lib/core/tokens/token-profile";
import { createRevocationList, type RevocationList } from "./revocation-list";

const START_MS = 1_767_225_600_000;
const TOKEN: VerifiedToken = {
  issuer: "acme.com",
  subject: "u1",
  tokenId: "t1",
  issuedAtMs: START_MS - 10_000,
  expiresAtMs: START_MS + 3_600_000,
  permissions: [],
  claims: { sid: "s1", tid: "n1" },
};

let stored: Revocation[];
let elapsedMs: number;
let hearing: { untilMs: number; heardAtMs: number };
let reading: Promise<void>;

/** Changes are heard at this instant of the monotonic clock. */
function hear(atMs: number): void {
  hearing = { heardAtMs: atMs, untilMs: atMs + 900 };
}

function open(staleSeconds: number): RevocationList {
  return createRevocationList({
    hearing: () => hearing,
    readAll: async (take) => {
      take(stored);
      await reading;
    },
    staleSeconds,
    nowMs: () => START_MS + elapsedMs,
    monotonicMs: () => elapsedMs,
  });
}

beforeEach(() => {
  stored = [];
  elapsedMs = 0;
  reading = Promise.resolve();
  hear(0);
});

test.each([
  ["itself", "token", "t1"],
  ["its session", "session", "s1"],
  ["its user", "user", "u1"],
  ["its tenant", "tenant", "n1"],
] as const)("a token is hit through %s, at once; others are not", async (_, kind, subject) => {
  const list = open(0);
  await list.readAgain();
  expect(list.judge(TOKEN)).toBe("good");
  list.add(revocationAt(kind, subject, START_MS));
  expect(list.judge(TOKEN)).toBe("revoked");
  expect(list.judge({ ...TOKEN, tokenId: "t2", subject: "u2", claims: { sid: "s2", tid: "n2" } })).toBe("good");
});

test("what is stored is known once it was read, and nothing is before", async () => {
  stored = [revocationAt("user", "u1", START_MS)];
  const list = open(300);
  expect(list.judge(TOKEN)).toBe("unknown");
  await list.readAgain();
  expect(list.judge(TOKEN)).toBe("revoked");
  expect(list.judge({ ...TOKEN, subject: "u2" })).toBe("good");
});

test("an older revocation of a subject takes nothing back from a later one", async () => {
  const list = open(0);
  await list.readAgain();
  list.add(revocationAt("user", "u1", START_MS));
  list.add(revocationAt("user", "u1", START_MS - 60_000));
  expect(list.judge(TOKEN)).toBe("revoked");
});

test("while nothing is heard, tokens pass on what was last known for as long as was set, and revoked ones never", async () => {
  const list = open(300);
  await list.readAgain();
  list.add(revocationAt("user", "u2", START_MS));
  hear(1000);
  elapsedMs = 300_999;
  expect(list.judge(TOKEN)).toBe("good");
  elapsedMs = 301_000;
  expect(list.judge(TOKEN)).toBe("unknown");
  expect(list.judge({ ...TOKEN, subject: "u2" })).toBe("revoked");
});

test("with no time set, nobody knows from the moment in which nothing is heard", async () => {
  const list = open(0);
  await list.readAgain();
  elapsedMs = 899;
  expect(list.judge(TOKEN)).toBe("good");
  elapsedMs = 900;
  expect(list.judge(TOKEN)).toBe("unknown");
  hear(900);
  expect(list.judge(TOKEN)).toBe("good");
});

test("a connection that is back proves nothing before everything was read again", async () => {
  const list = open(1);
  await list.readAgain();
  elapsedMs = 10_000;
  let finish = () => {};
  reading = new Promise((resolve) => {
    finish = resolve;
  });
  const again = list.readAgain();
  hear(10_000);
  expect(list.judge(TOKEN)).toBe("unknown");
  finish();
  await again;
  expect(list.judge(TOKEN)).toBe("good");
});

test("a reading that a later loss overtook does not count as complete", async () => {
  const list = open(0);
  let finish = () => {};
  reading = new Promise((resolve) => {
    finish = resolve;
  });
  const first = list.readAgain();
  reading = new Promise(() => {});
  void list.readAgain();
  finish();
  await first;
  expect(list.judge(TOKEN)).toBe("unknown");
});

test("what no token is left for is forgotten", async () => {
  const list = open(0);
  await list.readAgain();
  for (let index = 0; index < 100; index++) list.add(revocationAt("token", `t${index}`, START_MS));
  expect(list.size()).toBe(100);
  elapsedMs = 2_592_060_000;
  list.add(revocationAt("token", "later", START_MS + elapsedMs));
  expect(list.size()).toBe(1);
});
