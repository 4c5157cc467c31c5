// The embedded limiter: the contract of all limiters, and its own promises about memory.
import { describe, expect, test } from "vitest";
import type { Claim } from "@/lib/core/windows/claim";
import { limiterContract } from "@/lib/ports/limiter.contract";
import { createEmbeddedLimiter } from "./limiter";

limiterContract("embedded", async () => ({ limiter: createEmbeddedLimiter(), close: async () => {} }), {
  sequences: process.env.DRILLS === "full" ? 10_000 : 2000,
  report: console.log,
});

function perMinute(subject: string, limit = 100): Claim[] {
  return [{ kind: "sliding", subject, limit, periodSeconds: 60 }];
}

describe("memory", () => {
  test("a subject that was refused outright leaves nothing behind", () => {
    const limiter = createEmbeddedLimiter();
    limiter.take(perMinute("closed", 0), 1, 0);
    expect(limiter.memory()).toMatchObject({ subjects: 0, bytes: 0 });
  });

  test("grows with use and not with the limit", () => {
    const limiter = createEmbeddedLimiter();
    limiter.take(perMinute("a", 10_000), 1, 0);
    const first = limiter.memory().bytes;
    for (let unit = 0; unit < 15; unit++) limiter.take(perMinute("a", 10_000), 1, unit);
    expect(limiter.memory().bytes).toBe(first);
    for (let unit = 0; unit < 1000; unit++) limiter.take(perMinute("a", 10_000), 1, unit);
    expect(limiter.memory().bytes).toBe(first + (1024 - 16) * 4);
  });

  test("a ring in steady use does not outgrow what its longest window holds", () => {
    const limiter = createEmbeddedLimiter();
    for (let unit = 0; unit < 5000; unit++) limiter.take(perMinute("a", 10_000), 1, unit * 1000);
    expect(limiter.memory().bytes).toBeLessThan(2000);
  });

  test("idle subjects go within a few sweeps, live ones stay", () => {
    const limiter = createEmbeddedLimiter();
    for (let subject = 0; subject < 1000; subject++) limiter.take(perMinute(`idle ${subject}`), 1, 0);
    limiter.take(perMinute("live", 1), 1, 55_000);
    for (let beat = 0; beat < 10; beat++) limiter.take(perMinute("beat"), 1, 61_000 + beat * 100);
    expect(limiter.memory().subjects).toBe(2);
    expect(limiter.take(perMinute("live", 1), 1, 62_000).admitted).toBe(false);
  });

  test("above the ceiling every take sweeps, and still forgets nothing that counts", () => {
    const limiter = createEmbeddedLimiter({ ceilingBytes: 1 });
    for (let subject = 0; subject < 2000; subject++) limiter.take(perMinute(`${subject}`, 1), 1, 0);
    for (let subject = 0; subject < 2000; subject++) expect(limiter.take(perMinute(`${subject}`, 1), 1, 59_999).admitted).toBe(false);
    for (let beat = 0; beat < 20; beat++) limiter.take(perMinute("beat"), 1, 60_001);
    expect(limiter.memory().subjects).toBe(1);
  });
});

describe("misuse", () => {
  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("a cost of %d is a fault", (cost) => {
    expect(() => createEmbeddedLimiter().take(perMinute("a"), cost, 0)).toThrow(RangeError);
  });

  test("a window longer than a slot can hold is a fault", () => {
    const claims: Claim[] = [{ kind: "sliding", subject: "a", limit: 1, periodSeconds: 32 * 86_400 }];
    expect(() => createEmbeddedLimiter().take(claims, 1, 0)).toThrow(RangeError);
  });
});

test("requests that overtake each other do not make time run fast", () => {
  const limiter = createEmbeddedLimiter();
  const claims = perMinute("a", 10);
  let admitted = 0;
  for (let nowMs = 0; nowMs < 60_000; nowMs += 20) {
    if (limiter.take(claims, 1, nowMs).admitted) admitted++;
    if (limiter.take(claims, 1, nowMs - 900).admitted) admitted++;
  }
  expect(admitted).toBe(10);
});
