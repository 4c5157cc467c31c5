// Promise: time in which the event loop is held up counts for next to nothing.
import { setTimeout as wait } from "node:timers/promises";
import { expect, it } from "vitest";
import { AttentiveClock } from "./attentive-clock";
import { createClock } from "./clock";

it("goes with the wall clock while the process listens", async () => {
  let nowMs = 1000;
  const clock = new AttentiveClock({ nowMs: () => nowMs });
  clock.begin();
  for (let step = 0; step < 10; step++) {
    nowMs += 20;
    expect(clock.nowMs()).toBe((step + 1) * 20);
  }
  clock.end();
});

it("counts a long turn of the event loop as little more than a tick", async () => {
  const clock = new AttentiveClock(createClock());
  clock.begin();
  const startedMs = clock.nowMs();
  const untilMs = performance.now() + 500;
  while (performance.now() < untilMs);
  expect(clock.nowMs() - startedMs).toBeLessThanOrEqual(40);
  await wait(60);
  expect(clock.nowMs() - startedMs).toBeGreaterThanOrEqual(60);
  clock.end();
});

it("a pause in which nobody waits counts for nothing", () => {
  let nowMs = 0;
  const clock = new AttentiveClock({ nowMs: () => nowMs });
  clock.begin();
  nowMs = 15;
  expect(clock.nowMs()).toBe(15);
  clock.end();
  nowMs = 10_000;
  clock.begin();
  expect(clock.nowMs()).toBe(15);
  clock.end();
});
