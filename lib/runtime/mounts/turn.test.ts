// What an event-loop turn promises to those who send at its end.
import { expect, test } from "vitest";
import { atTurnEnd } from "./turn";

const turnEnd = () => new Promise<void>((resolve) => setImmediate(resolve));

test("what is due is sent in the order it came, and not before the turn's own work is done", async () => {
  const done: string[] = [];
  atTurnEnd(() => done.push("first"));
  await Promise.resolve();
  atTurnEnd(() => done.push("second"));
  done.push("work");
  await turnEnd();
  expect(done).toEqual(["work", "first", "second"]);
});

test("what becomes due while others are sent is sent in a turn of its own", async () => {
  const done: string[] = [];
  atTurnEnd(() => {
    atTurnEnd(() => done.push("later"));
    done.push("now");
  });
  await turnEnd();
  expect(done).toEqual(["now"]);
  await turnEnd();
  expect(done).toEqual(["now", "later"]);
});
