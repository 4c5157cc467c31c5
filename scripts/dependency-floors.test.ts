// No install goes below the versions that mended what this product relies on.
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const FLOORS = [
  ["next", "16.4.5"],
  ["next-auth", "4.24.15"],
] as const;

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version?: string } | undefined>>;
}

const lock = JSON.parse(readFileSync(new URL("../package-lock.json", import.meta.url), "utf8")) as Lock;

/** Negative, zero or positive, as the first version is older, the same or newer. A pre-release counts as older than its release. */
function compare(first: string, second: string): number {
  const [a, b] = [first, second].map((version) => version.split("-")[0]!.split(".").map(Number));
  const index = a!.findIndex((part, place) => part !== b![place]);
  return index < 0 ? Number(second.includes("-")) - Number(first.includes("-")) : a![index]! - b![index]!;
}

it("compares versions by number", () => {
  expect(compare("16.10.0", "16.9.9")).toBeGreaterThan(0);
  expect(compare("16.4.5", "16.4.5")).toBe(0);
  expect(compare("16.4.5-canary.1", "16.4.5")).toBeLessThan(0);
});

it.each(FLOORS)("%s is locked at %s or newer, wherever it is installed", (name, floor) => {
  const versions = Object.entries(lock.packages).flatMap(([path, { version } = {}]) =>
    path.endsWith(`node_modules/${name}`) && version !== undefined ? [version] : [],
  );
  expect(versions).not.toEqual([]);
  for (const version of versions) expect(compare(version, floor), version).toBeGreaterThanOrEqual(0);
});
