// A command that is killed at any moment loses nothing that was acknowledged and leaves nothing half done.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bundleCommandLine, type CommandLine, commandLine } from "@/scripts/services/command-line";

/** `npm run drills` sets the full count. */
const ROUNDS = Number(process.env.DRILL_ROUNDS ?? 3);
/** Long enough for a command to end by itself now and then. */
const LONGEST_MS = 2_500;
const KEYS_IN_FILE = 300;

const dataDir = mkdtempSync(join(tmpdir(), "kf-kill-"));
const env = { KEYFUSE_DATA_DIR: dataDir };
let program: string;
let cli: CommandLine;

beforeAll(async () => {
  program = await bundleCommandLine();
  cli = commandLine(program, env);
  expect(await cli(["apis", "list"])).toMatchObject({ status: 0 });
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

/** What the command had printed when it was killed, or had ended by itself. */
function runKilled(args: readonly string[], afterMs: number): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program, ...args], { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "ignore"] });
    let stdout = "";
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString("utf8");
    });
    const killing = new AbortController();
    sleep(afterMs, undefined, { signal: killing.signal }).then(
      () => child.kill("SIGKILL"),
      () => {},
    );
    child.once("close", () => {
      killing.abort();
      resolve(stdout);
    });
  });
}

function bootstrapFile(round: number): string {
  const path = join(dataDir, `file-${round}.json`);
  const keys = Array.from({ length: KEYS_IN_FILE }, (_, index) => ({
    api: `api-${round}`,
    name: `key ${index}`,
    secret: `secret-${round}-${index}`,
  }));
  writeFileSync(path, JSON.stringify({ apis: [{ slug: `api-${round}`, dialect: "standard" }], keys }));
  return path;
}

async function list<Row>(...args: string[]): Promise<Row[]> {
  const { status, stdout, stderr } = await cli([...args, "--json"]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return JSON.parse(stdout) as Row[];
}

test(`${ROUNDS} rounds of kill -9 during create, revoke and bootstrap apply`, { timeout: 60_000 + ROUNDS * 60_000 }, async () => {
  const acknowledged = new Map<string, "active" | "revoked">();
  for (let round = 0; round < ROUNDS; round += 1) {
    const created = await runKilled(
      ["keys", "create", "--api", "management", "--name", `key ${round}`, "--json"],
      Math.random() * LONGEST_MS,
    );
    if (created.endsWith("}\n")) acknowledged.set((JSON.parse(created) as { publicId: string }).publicId, "active");
    const [target] = [...acknowledged].find(([, state]) => state === "active") ?? [];
    if (target !== undefined && (await runKilled(["keys", "revoke", target], Math.random() * LONGEST_MS)).includes("is revoked")) {
      acknowledged.set(target, "revoked");
    }
    const applied = await runKilled(["bootstrap", "apply", bootstrapFile(round)], Math.random() * LONGEST_MS * 2);

    // Each of these finds the lock of a killed process and takes it over.
    const states = new Map(
      (await list<{ publicId: string; state: string }>("keys", "list", "--api", "management")).map((key) => [key.publicId, key.state]),
    );
    for (const [publicId, state] of acknowledged) {
      if (state === "revoked") expect(states.get(publicId)).toBe("revoked");
      else expect(states.has(publicId)).toBe(true);
    }
    const apis = await list<{ slug: string; keys: number }>("apis", "list");
    const written = apis.find((api) => api.slug === `api-${round}`);
    if (applied.includes("objects written")) expect(written).toMatchObject({ keys: KEYS_IN_FILE });
    else expect([undefined, KEYS_IN_FILE]).toContain(written?.keys);
    expect(await cli(["audit", "verify"])).toMatchObject({ status: 0 });
  }
});
