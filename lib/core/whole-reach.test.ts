// The console reads beyond a member's reach only where none who is confined comes.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Files that read of every tenant, and which actions, closed to confined members, lead there. */
const WHOLE_INSTANCE: Readonly<Record<string, string>> = {
  "app/(console)/review/access/page.tsx": "review.read",
  "app/(console)/team/[member]/page.tsx": "team.read",
  "app/(console)/team/page.tsx": "team.read",
  "lib/runtime/sign-in/console-usage.ts": "requests.explain",
  "lib/runtime/sign-in/read-usage.ts": "usage.read-all",
};

const sources = ["app", "lib/runtime/sign-in"].flatMap((directory) =>
  readdirSync(join(ROOT, directory), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.ts$/.test(name))
    .map((name) => `${directory}/${name}`),
);
const filesWith = (pattern: RegExp) => sources.filter((file) => pattern.test(readFileSync(join(ROOT, file), "utf8"))).sort();

it("no other page and no other action asks for everything", () => {
  expect(sources.length).toBeGreaterThan(100);
  expect(filesWith(/\bEVERYTHING\b/)).toEqual(Object.keys(WHOLE_INSTANCE).sort());
});

it("none of them reads keys or tenants past the use cases", () => {
  expect(filesWith(/\b(?:prisma|tx)\s*\.\s*(?:key|keySecret|tenant)\b/)).toEqual([]);
});
