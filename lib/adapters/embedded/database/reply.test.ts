// A reply is passed on untouched but for what its client did not ask for.
import { expect, test } from "vitest";
import { readReply } from "./reply";
import { errorResponse, readyForQuery } from "./server-frames";
import { FRAME, frame, int32Field, joinBytes, textField } from "./wire-frames";

const parseComplete = frame(FRAME.parseComplete);
const tag = (text: string) => frame(FRAME.commandComplete, textField(text));
const notification = (channel: string, payload: string) => frame(FRAME.notification, int32Field(1), textField(channel), textField(payload));

test("a plain reply is the very bytes of the engine", () => {
  const bytes = joinBytes([parseComplete, tag("SELECT 1"), readyForQuery("T")]);
  const reply = readReply(bytes);
  expect(reply.bytes).toBe(bytes);
  expect(reply).toMatchObject({ status: "T", isUndone: false, failure: null, notifications: [] });
});

test("notifications are taken out, in order", () => {
  const reply = readReply(joinBytes([tag("COMMIT"), notification("a", "1"), notification("b", "2"), readyForQuery("I")]));
  expect(reply.bytes).toEqual(joinBytes([tag("COMMIT"), readyForQuery("I")]));
  expect(reply.notifications.map(({ channel }) => channel)).toEqual(["a", "b"]);
});

test("only the hidden ParseComplete is kept from the client", () => {
  const reply = readReply(joinBytes([parseComplete, parseComplete, tag("SELECT 1"), readyForQuery("I")]), [1]);
  expect(reply.bytes).toEqual(joinBytes([parseComplete, tag("SELECT 1"), readyForQuery("I")]));
});

test("a batch that ended with Flush leaves the state open", () => {
  expect(readReply(parseComplete).status).toBeNull();
});

test.each([
  ["a failed statement", errorResponse("ERROR", "22012", "division by zero"), "division by zero"],
  ["a rollback", tag("ROLLBACK"), null],
])("%s undoes what was asked to be heard", (_what, answer, failure) => {
  expect(readReply(joinBytes([answer, readyForQuery("I")]))).toMatchObject({ isUndone: true, failure });
});
