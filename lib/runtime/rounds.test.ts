// Work that is done again and again: it goes on after a fault, tells of it once, and ends soon.
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { openRounds } from "./rounds";

it("goes on after faults, tells of the first of each row of them, and does nothing after its end", async () => {
  let rounds = 0;
  const faults: unknown[] = [];
  const failing = new Set([2, 3, 5]);
  const work = openRounds(
    1,
    async () => {
      rounds += 1;
      if (failing.has(rounds)) throw new Error(`round ${rounds}`);
    },
    (fault) => faults.push(String(fault)),
  );
  while (rounds < 7) await sleep(1);
  await work.close();
  const done = rounds;
  await sleep(20);
  expect(rounds).toBe(done);
  expect(faults).toEqual(["Error: round 2", "Error: round 5"]);
});

it("an end waits for the piece that is being worked on, and no more than seconds for one that hangs", async () => {
  let isDone = false;
  const slow = openRounds(
    1,
    async (isEnding) => {
      while (!isEnding()) await sleep(1);
      await sleep(50);
      isDone = true;
    },
    () => {},
  );
  await sleep(10);
  await slow.close();
  expect(isDone).toBe(true);
  const hanging = openRounds(
    1,
    () => new Promise(() => {}),
    () => {},
  );
  const startedMs = performance.now();
  await hanging.close();
  expect(performance.now() - startedMs).toBeLessThan(5000);
});
