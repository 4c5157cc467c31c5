// Promise: every tenant is reached only where the form says so.
import { expect, it } from "vitest";
import { readConfinement } from "./confinement-form";

const sent = (fields: Readonly<Record<string, readonly string[]>>) => ({
  text: (name: string) => fields[name]?.[0] ?? "",
  texts: (name: string) => fields[name] ?? [],
});

it.each([
  [{ confinement: ["every"] }, false, []],
  [{ confinement: ["every"], tenantId: ["a"] }, false, ["a"]],
  [{ confinement: ["ticked"], tenantId: ["a", "b"] }, true, ["a", "b"]],
  [{ confinement: ["ticked"] }, true, []],
  [{}, true, []],
  [{ confinement: [""], tenantId: ["a"] }, true, ["a"]],
  [{ confinement: ["Every"] }, true, []],
])("%j: confined %s, to %j", (fields, isConfined, tenantIds) => {
  expect(readConfinement(sent(fields))).toEqual({ isConfined, tenantIds });
});
