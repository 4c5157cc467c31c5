import { expect, test } from "vitest";
import { requestId } from "./request-id";

test.each([
  [1_795_000_000_000, 0, "req_1795000000000000000000"],
  [1_795_000_000_000, 999_999_999, "req_1795000000000999999999"],
  [1_795_000_000_000, 42, "req_1795000000000000000042"],
])("at %d with %d the id is %s", (nowMs, random, id) => {
  expect(requestId(nowMs, random)).toBe(id);
  expect(id).toMatch(/^req_\d{22}$/);
});
