// Codes of the app are accepted once, in their time; the QR code is a drawing of the seed.
import { generateSync } from "otplib";
import { describe, expect, it } from "vitest";
import { oneTimeCodes } from "./one-time-codes";

/** The seed and times of RFC 6238, appendix B, with its codes cut to six digits. */
const RFC_SEED = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

describe("one-time codes", () => {
  it.each([
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
  ])("at %d s the code is %s", (seconds, code) => {
    expect(oneTimeCodes.judge(RFC_SEED, code, seconds * 1000, null)).toBe(Math.floor(seconds / 30));
  });

  it.each([
    ["of the step before", -30, true],
    ["of the step after", 30, true],
    ["of two steps before", -60, false],
    ["of two steps after", 60, false],
  ])("a code %s is right: %s", (_which, offset, isRight) => {
    const now = 1_790_000_010;
    const code = generateSync({ secret: RFC_SEED, epoch: now + offset });
    expect(oneTimeCodes.judge(RFC_SEED, code, now * 1000, null) !== null).toBe(isRight);
  });

  it("a code that was accepted is never accepted again, nor one of before", () => {
    const now = 1_790_000_010;
    const code = generateSync({ secret: RFC_SEED, epoch: now });
    const step = oneTimeCodes.judge(RFC_SEED, code, now * 1000, null)!;
    expect(oneTimeCodes.judge(RFC_SEED, code, now * 1000, step)).toBeNull();
    const before = generateSync({ secret: RFC_SEED, epoch: now - 30 });
    expect(oneTimeCodes.judge(RFC_SEED, before, now * 1000, step)).toBeNull();
  });

  it.each(["", "12345", "1234567", "12345a", "१२३४५६"])("%j is no code, and no fault", (code) => {
    expect(oneTimeCodes.judge(RFC_SEED, code, 0, null)).toBeNull();
  });

  it("each enrolment has a seed of its own, and a square to scan", () => {
    const [one, other] = [oneTimeCodes.enrol("ada@example.com"), oneTimeCodes.enrol("ada@example.com")];
    expect(one.seed).toMatch(/^[A-Z2-7]{32}$/);
    expect(one.seed).not.toBe(other.seed);
    expect(one.qr.size).toBeGreaterThan(20);
    expect(one.qr.path).toMatch(/^(?:M\d+ \d+h\d+v1h-\d+z)+$/);
  });
});
