// First come, first served; whoever is inside a transaction is served alone.
import { expect, test } from "vitest";
import { type Turn, TurnQueue } from "./turn-queue";

function turns(log: string[], script: Record<string, ("keep" | "done")[]>): Record<string, Turn> {
  const turn = (name: string, results: ("keep" | "done")[]): Turn => ({
    take() {
      log.push(name);
      return results.shift() ?? "done";
    },
  });
  return Object.fromEntries(Object.entries(script).map(([name, results]) => [name, turn(name, results)]));
}

function runAll(queue: TurnQueue): void {
  while (queue.runNext());
}

test("turns run in the order in which they were asked for, each once", () => {
  const log: string[] = [];
  const { a, b, c } = turns(log, { a: [], b: [], c: [] });
  const queue = new TurnQueue();
  for (const turn of [b!, a!, b!, c!]) queue.enqueue(turn);
  runAll(queue);
  expect(log).toEqual(["b", "a", "c"]);
});

test("a kept turn holds the others back until it is done", () => {
  const log: string[] = [];
  const { owner, other } = turns(log, { owner: ["keep", "done"], other: [] });
  const queue = new TurnQueue();
  queue.enqueue(owner!);
  queue.enqueue(other!);
  runAll(queue);
  expect(log).toEqual(["owner"]);
  expect(queue.isHeldBy(owner!)).toBe(true);
  queue.enqueue(owner!);
  runAll(queue);
  expect(log).toEqual(["owner", "owner", "other"]);
});

test("an owner that loses its transaction lets the others go on", () => {
  const log: string[] = [];
  const { owner, other } = turns(log, { owner: ["keep"], other: [] });
  const queue = new TurnQueue();
  queue.enqueue(owner!);
  queue.enqueue(other!);
  runAll(queue);
  queue.release(owner!);
  runAll(queue);
  expect(log).toEqual(["owner", "other"]);
});

test("a turn that was withdrawn does not run", () => {
  const log: string[] = [];
  const { a, b } = turns(log, { a: [], b: [] });
  const queue = new TurnQueue();
  queue.enqueue(a!);
  queue.enqueue(b!);
  queue.withdraw(a!);
  runAll(queue);
  expect(log).toEqual(["b"]);
});
