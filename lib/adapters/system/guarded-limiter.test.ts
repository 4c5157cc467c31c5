// A shared limiter that is busy and one that is silent: only silence is an outage.
import { expect, test } from "vitest";
import { createEmbeddedLimiter } from "@/lib/adapters/embedded/limiter";
import { createClock } from "@/lib/adapters/system/clock";
import type { Claim, Verdict } from "@/lib/core/windows/claim";
import type { RemoteLimiter } from "@/lib/ports/limiter-ports";
import { guardLimiter } from "./guarded-limiter";

const CLAIMS: readonly Claim[] = [{ kind: "sliding", subject: "s", limit: 100_000, periodSeconds: 60 }];

/** Answers takes after as many milliseconds as they cost. */
function slowRemote(): RemoteLimiter {
  const windows = createEmbeddedLimiter();
  const take = (claims: readonly Claim[], cost: number, nowMs: number): Promise<Verdict> =>
    new Promise((resolve) => setTimeout(() => resolve(windows.take(claims, 1, nowMs)), cost).unref());
  return { take, peek: take, probe: async () => {}, reset: () => {}, close: async () => {} };
}

function guard() {
  const clock = createClock();
  const limiter = guardLimiter({
    remote: slowRemote(),
    kind: "redis",
    local: createEmbeddedLimiter(),
    clock,
    onOutage: () => {},
    onRecovery: () => {},
  });
  return { take: async (ms: number) => limiter.take(CLAIMS, ms, clock.nowMs()), close: () => limiter.close() };
}

test("a call that waits while others are answered is decided by the shared windows", async () => {
  const { take, close } = guard();
  const waiting = take(450);
  for (let other = 0; other < 8; other++) expect(await take(50)).not.toHaveProperty("degraded");
  expect(await waiting).not.toHaveProperty("degraded");
  await close();
});

test("a call that waits while nothing is heard is decided alone", async () => {
  const { take, close } = guard();
  await take(1);
  expect(await take(60_000)).toMatchObject({ admitted: true, degraded: true });
  await close();
});

test("a turn in which this process is busy for long is no silence of the other side", async () => {
  const { take, close } = guard();
  const waiting = take(20);
  const untilMs = performance.now() + 400;
  while (performance.now() < untilMs);
  expect(await waiting).not.toHaveProperty("degraded");
  await close();
});

test("however much is answered, no call waits for a second", async () => {
  const { take, close } = guard();
  let isDecided = false;
  const waiting = take(60_000).finally(() => {
    isDecided = true;
  });
  while (!isDecided) await take(20);
  expect(await waiting).toMatchObject({ degraded: true });
  await close();
});
