// What the page says of retention is what removes things: whole days, from one table.
import { expect, it } from "vitest";
import { KEPT_MS, RETENTION_TERMS } from "./retention-terms";

it("every span is said in whole days", () => {
  const said = RETENTION_TERMS.map(({ howLong }) => howLong).join("\n");
  for (const milliseconds of Object.values(KEPT_MS)) expect(said).toContain(`${milliseconds / 86_400_000} days`);
  expect(said).not.toMatch(/\d\.\d|NaN/);
});

it("refusals are told by the number that the ring holds", () => {
  expect(RETENTION_TERMS.find(({ what }) => what.startsWith("Refusals"))?.howLong).toContain("1,000,000");
});
