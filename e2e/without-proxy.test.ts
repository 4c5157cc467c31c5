// The edge stage is never the only check: with proxy.ts deleted and everything rebuilt, the same rows hold and nothing is gained.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { runTables } from "./dialects/mounted-tables";
import { bareNext, behindTheFrontDoor } from "./dialects/mounts";
import { isFull } from "./drills/drill";
import { REPOSITORY } from "./server-under-test";

// A build of its own takes minutes: in CI and in the full drills only.
const isAsked = process.env.CI === "true" || isFull;

/** Inside the repository, so that its modules are found by walking up; ignored by git and by every tool. */
const COPY = path.join(REPOSITORY, ".cache", "without-proxy");
const LEFT_OUT = new Set([".cache", ".git", ".next", "data", "dist", "node_modules", "package-lock.json", "proxy.ts"]);

let isBuilt = false;

function buildWithoutProxy(): string {
  if (isBuilt) return COPY;
  rmSync(COPY, { recursive: true, force: true });
  for (const name of listTopLevel()) cpSync(path.join(REPOSITORY, name), path.join(COPY, name), { recursive: true });
  execFileSync(process.execPath, ["scripts/build.mjs"], { cwd: COPY, stdio: "pipe" });
  isBuilt = true;
  return COPY;
}

function listTopLevel(): string[] {
  const output = execFileSync("git", ["ls-files"], { cwd: REPOSITORY, encoding: "utf8" });
  const names = new Set(output.split("\n").map((file) => file.split("/")[0] ?? ""));
  return [...names].filter((name) => name !== "" && !LEFT_OUT.has(name) && existsSync(path.join(REPOSITORY, name)));
}

describe.skipIf(!isAsked)("without proxy.ts", () => {
  afterAll(() => rmSync(COPY, { recursive: true, force: true }));

  test("the build has no edge stage", () => {
    const repository = buildWithoutProxy();
    expect(existsSync(path.join(repository, "proxy.ts"))).toBe(false);
    expect(existsSync(path.join(repository, "dist", "server.js"))).toBe(true);
    const manifest = path.join(repository, ".next", "server", "functions-config-manifest.json");
    expect(JSON.parse(readFileSync(manifest, "utf8")).functions).not.toHaveProperty("/_middleware");
  }, 900_000);

  runTables(behindTheFrontDoor({ name: "Next behind the front door, without proxy.ts", repository: buildWithoutProxy }));
  // Bare Next runs the same route files as those above.
  if (isFull) runTables(bareNext({ name: "bare Next, without proxy.ts", repository: buildWithoutProxy }));
});
