// Tenant-owned models are reached through a confined client only, outside of a short list of files.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { TENANT_MODELS } from "./scope-operation";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** Files that work on the whole instance at once, and why they may. */
const WHOLE_INSTANCE: readonly string[] = [
  // Writes the instance into one file, which only the operator asks for.
  "lib/manage/bootstrap/export-bootstrap.ts",
  // An OAuth client names itself by an id that is unique everywhere; its tenant is known only once it is found.
  "lib/manage/oauth/find-client.ts",
];

const models = TENANT_MODELS.map((model) => model.charAt(0).toLowerCase() + model.slice(1)).join("|");
const UNSCOPED = new RegExp(
  String.raw`\b(?:prisma|tx)\s*\.\s*(?:${models})\b|\{[^}]*\b(?:${models})\b[^}]*\}\s*=\s*(?:\w+\.)*(?:prisma|tx)\b`,
);

function sources(directory: string): string[] {
  const entries = readdirSync(join(ROOT, directory), { recursive: true, encoding: "utf8" });
  return entries.filter((entry) => /\.tsx?$/.test(entry) && !/\.test\.tsx?$/.test(entry)).map((entry) => `${directory}/${entry}`);
}

it("finds such a use where there is one", () => {
  for (const line of ["world.prisma.user.findMany()", "tx\n  .registration.create(", "const { group } = world.prisma;"])
    expect(line).toMatch(UNSCOPED);
  for (const line of ["tx.key.create(", "const { user } = tenantsDb(world.prisma, ids)", "prisma.userSetting"])
    expect(line).not.toMatch(UNSCOPED);
});

it("no other file of lib and app reaches them unconfined", () => {
  const files = [...sources("lib"), ...sources("app")].filter((file) => !WHOLE_INSTANCE.includes(file));
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((file) => UNSCOPED.test(readFileSync(join(ROOT, file), "utf8")))).toEqual([]);
});
