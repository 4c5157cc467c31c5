// next-auth stays behind one file, and away from the function that reads sessions out of an Authorization header.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const OWN_FILE = "lib/runtime/sign-in/next-auth.ts";

function sources(directory: string): string[] {
  const entries = readdirSync(join(ROOT, directory), { recursive: true, encoding: "utf8" });
  return entries.filter((entry) => /\.tsx?$/.test(entry) && !/\.test\.tsx?$/.test(entry)).map((entry) => `${directory}/${entry}`);
}

it("one file imports next-auth", () => {
  const files = [...sources("app"), ...sources("components"), ...sources("lib"), "proxy.ts", "server.ts"];
  const importing = files.filter((file) =>
    /from "next-auth|import\("next-auth|require\("next-auth/.test(readFileSync(join(ROOT, file), "utf8")),
  );
  expect(importing).toEqual([OWN_FILE]);
});

it("and never getToken, which also accepts `Authorization: Bearer <session>`", () => {
  expect(readFileSync(join(ROOT, OWN_FILE), "utf8")).not.toContain("getToken");
});
