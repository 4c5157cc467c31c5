// Promises of a dialect in plain words: every carrier that counts, and none that does not; read back, each line is a credential.
import { describe, expect, test } from "vitest";
import { DEFAULT_SETTINGS } from "@/lib/core/catalogue";
import { readCredential } from "@/lib/core/credentials/read-credential";
import { DIALECTS } from "@/lib/core/dialects";
import type { Dialect } from "@/lib/core/dialects/dialect";
import type { HeaderLine } from "@/lib/core/http";
import { describeCarriers, describeCombinations, describeKeyShape, describeTokens } from "./describe-dialect";

function dialectNamed(name: string): Dialect {
  const dialect = DIALECTS[name];
  if (dialect === undefined) throw new Error(`no dialect ${name}`);
  return dialect;
}

describe.each(Object.values(DIALECTS))("$name", (dialect) => {
  test.each(describeCarriers(dialect, DEFAULT_SETTINGS))("$line is read as one credential", ({ line }) => {
    const [name = "", value = ""] = line.split(": ");
    const headers: HeaderLine[] = [[name, value.replace(/\$\w+/, "a.b.c")]];
    const rules = { dialect, settings: DEFAULT_SETTINGS, hasRawCase: true };
    expect(["key", "token"]).toContain(readCredential(rules, "/anything", headers).kind);
  });
});

test("a header of an erratum shows only where the API accepts it", () => {
  const lines = (settings: object) =>
    describeCarriers(dialectNamed("fusionauth"), { ...DEFAULT_SETTINGS, ...settings }).map(({ line }) => line);
  expect(lines({})).not.toContain("Bearer: $ACCESS_TOKEN");
  expect(lines({ lenientBearerHeader: true })).toContain("Bearer: $ACCESS_TOKEN");
});

test("keys come before tokens", () => {
  expect(describeCarriers(dialectNamed("fusionauth"), DEFAULT_SETTINGS)[0]?.line).toBe("Authorization: $FUSIONAUTH_API_KEY");
});

test("infuzu: two of its three headers are too many", () => {
  expect(describeCombinations(dialectNamed("infuzu"))[0]).toContain(
    "Infuzu-API-Key, X-Infuzu-API-Key and Authorization in one request: 400",
  );
});

test("the length of a key is told as the vendor page tells it", () => {
  expect(describeKeyShape(dialectNamed("fusion-ai").keyShape)).toMatch(/^sk-fusion- and then 46 .* 56 characters in all\.$/);
});

test("dialects without tokens say nothing about them", () => {
  expect(describeTokens(dialectNamed("standard"))).toBeNull();
  expect(describeTokens(dialectNamed("fusion-ai"))).toContain("aud is api.mcp4.ai, or a list that contains it.");
});
