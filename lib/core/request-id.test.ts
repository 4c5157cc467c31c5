import { expect, test } from "vitest";
import { readRequestId, requestedAtMs, requestId } from "./request-id";

test.each([
  [1_795_000_000_000, 0, "req_1795000000000000000000"],
  [1_795_000_000_000, 999_999_999, "req_1795000000000999999999"],
  [1_795_000_000_000, 42, "req_1795000000000000000042"],
])("at %d with %d the id is %s", (nowMs, random, id) => {
  expect(requestId(nowMs, random)).toBe(id);
  expect(id).toMatch(/^req_\d{22}$/);
  expect(readRequestId(`X-Request-Id: ${id}\n`)).toBe(id);
  expect(requestedAtMs(id)).toBe(nowMs);
});

test.each(["", "req_", "req_123456789", "req_17950000000000000000420", "xreq_1795000000000000000042", "REQ_1795000000000000000042"])(
  "%j names no request",
  (text) => expect(readRequestId(text)).toBeNull(),
);
