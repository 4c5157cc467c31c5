// Promise: a tenant is chosen by its id or its whole name, an id before a name, and only among those offered.
import { expect, it } from "vitest";
import { chosenTenant, isWritten, MOST_LISTED_TENANTS } from "./tenant-choice";

const ACME = { id: "10000000-0000-4000-8000-00000000000a", name: "Acme" };
const NAMED_LIKE_IT = { id: "10000000-0000-4000-8000-00000000000b", name: ACME.id };

it("an id is found before a name that looks like it, in either case", () => {
  expect(chosenTenant([NAMED_LIKE_IT, ACME], ACME.id)).toBe(ACME);
  expect(chosenTenant([NAMED_LIKE_IT, ACME], ` ${ACME.id.toUpperCase()} `)).toBe(ACME);
});

it("a name counts whole, and nothing else finds one", () => {
  expect(chosenTenant([ACME], " Acme ")).toBe(ACME);
  for (const other of ["", "Acm", "acme", "Acme2"]) expect(chosenTenant([ACME], other)).toBeUndefined();
});

it("500 are a list, 501 are written", () => {
  const tenants = Array.from({ length: MOST_LISTED_TENANTS }, () => ACME);
  expect([isWritten(tenants), isWritten([...tenants, ACME])]).toEqual([false, true]);
});
