// What an active key costs in memory, measured in a process of its own: at most four bytes for each unit of its limit and 200 bytes.
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

test.each([
  [1, 50_000],
  [100, 50_000],
  [1000, 10_000],
  [5000, 4000],
])(
  "at a limit of %i, %i keys whose windows are full",
  async (limit, keys) => {
    const args = ["--expose-gc", "--import", "tsx", "scripts/services/active-keys.ts", String(limit), String(keys)];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT });
    const { bytes, told } = JSON.parse(stdout);
    console.log(`an active key with a limit of ${limit}: ${bytes} bytes (promised ${4 * limit + 200}, estimated ${told})`);
    expect(bytes).toBeLessThanOrEqual(4 * limit + 200);
    expect(Math.abs(told - bytes)).toBeLessThan(0.25 * bytes);
  },
  120_000,
);
