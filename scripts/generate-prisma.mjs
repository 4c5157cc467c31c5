// Writes the Prisma client into prisma/generated when the schema or Prisma itself changed; needs no network and no engine binary.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const require = createRequire(import.meta.url);
const digestFile = join(root, "prisma/generated/.digest");

/** What the generated files are made from. */
function digest() {
  const hash = createHash("sha256");
  hash.update(readFileSync(join(root, "prisma/schema.prisma")));
  hash.update(readFileSync(require.resolve("prisma/package.json")));
  return hash.digest("hex");
}

const wanted = digest();
if (!existsSync(digestFile) || readFileSync(digestFile, "utf8") !== wanted) {
  execFileSync(process.execPath, [require.resolve("prisma/build/index.js"), "generate", "--no-hints"], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, CHECKPOINT_DISABLE: "1", PRISMA_HIDE_UPDATE_MESSAGE: "1" },
  });
  writeFileSync(digestFile, wanted);
}
