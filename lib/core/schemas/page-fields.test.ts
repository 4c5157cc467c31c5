// The order of a search, in either of the vendor's two ways to ask for it.
import { expect, test } from "vitest";
import { readOrder } from "./page-fields";

const NAMES = ["name", "insertInstant"] as const;

test.each([
  [undefined, []],
  ["", []],
  ["name", [{ name: "name", order: "asc" }]],
  ["name DESC", [{ name: "name", order: "desc" }]],
  [
    " insertInstant  asc ,name desc",
    [
      { name: "insertInstant", order: "asc" },
      { name: "name", order: "desc" },
    ],
  ],
] as const)("orderBy %j is %j", (orderBy, order) => {
  expect(readOrder(NAMES, { orderBy })).toEqual({ ok: true, value: order });
});

test.each(["password", "name down", "name asc desc", "name; DROP TABLE", "name,name,name"])("orderBy %j is refused", (orderBy) => {
  expect(readOrder(NAMES, { orderBy })).toMatchObject({ ok: false, problems: [{ field: "orderBy", code: "invalid" }] });
});

test("sortFields decides over orderBy", () => {
  expect(readOrder(NAMES, { orderBy: "password", sortFields: [{ name: "name", order: "DESC" }] })).toEqual({
    ok: true,
    value: [{ name: "name", order: "desc" }],
  });
});
