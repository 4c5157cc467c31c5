// The breaker: what opens it, what closes it, when it is probed.
import { expect, test } from "vitest";
import { afterAnswer, afterFailure, type Breaker, CLOSED_BREAKER, openedBreaker } from "./breaker";

function failing(times: number, nowMs = 0): Breaker {
  let breaker = CLOSED_BREAKER;
  for (let failure = 0; failure < times; failure++) breaker = afterFailure(breaker, "call", nowMs);
  return breaker;
}

test("opens at the third failure in a row", () => {
  expect([failing(1).kind, failing(2).kind, failing(3).kind]).toEqual(["closed", "closed", "open"]);
});

test("an answer between failures begins the count anew", () => {
  const breaker = afterFailure(afterFailure(afterAnswer(failing(2), "call"), "call", 0), "call", 0);
  expect(breaker.kind).toBe("closed");
});

test("open, only a probe's answer closes it", () => {
  expect(afterAnswer(failing(3), "call").kind).toBe("open");
  expect(afterAnswer(failing(3), "probe")).toEqual(CLOSED_BREAKER);
});

test("a failed probe puts off the next one and not the beginning of the outage", () => {
  expect(failing(3, 1000)).toEqual({ kind: "open", sinceMs: 1000, probeAtMs: 1500 });
  expect(afterFailure(failing(3, 1000), "probe", 1700)).toEqual({ kind: "open", sinceMs: 1000, probeAtMs: 2200 });
  expect(afterFailure(failing(3, 1000), "call", 1700)).toEqual(failing(3, 1000));
});

test("can be opened from the start", () => {
  expect(openedBreaker(7)).toEqual({ kind: "open", sinceMs: 7, probeAtMs: 507 });
});
