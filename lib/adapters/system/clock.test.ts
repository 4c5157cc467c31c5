import fc from "fast-check";
import { expect, test } from "vitest";
import { createClock } from "./clock";

test("tells the system's time in whole milliseconds and never runs backwards", () => {
  const clock = createClock();
  const told = Array.from({ length: 50_000 }, () => clock.nowMs());
  expect(told).toEqual(told.map(Math.floor).sort((a, b) => a - b));
  expect(Math.abs(clock.nowMs() - Date.now())).toBeLessThan(100);
});

function settable() {
  const at = { wallMs: 1_700_000_000_000, monotonicMs: 500 };
  return { at, clock: createClock({ wallMs: () => at.wallMs, monotonicMs: () => at.monotonicMs }) };
}

test("a wall clock that is set back is not followed: time goes on at its own pace", () => {
  const { at, clock } = settable();
  at.wallMs -= 3_600_000;
  at.monotonicMs += 250.9;
  expect(clock.nowMs()).toBe(1_700_000_000_250);
});

test("after a sleep of the machine, when only the wall clock went on, the time is the wall clock's", () => {
  const { at, clock } = settable();
  at.wallMs += 8 * 3_600_000;
  expect(clock.nowMs()).toBe(1_700_000_000_000 + 8 * 3_600_000);
});

test("whatever the wall clock does, the time never runs backwards", () => {
  const steps = fc.array(fc.tuple(fc.integer({ min: -1e10, max: 1e10 }), fc.double({ min: 0, max: 1e6, noNaN: true })));
  fc.assert(
    fc.property(steps, (changes) => {
      const { at, clock } = settable();
      let previous = clock.nowMs();
      for (const [wall, monotonic] of changes) {
        at.wallMs += wall;
        at.monotonicMs += monotonic;
        const now = clock.nowMs();
        expect(now).toBeGreaterThanOrEqual(previous);
        previous = now;
      }
    }),
  );
});
