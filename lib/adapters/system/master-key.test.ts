import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterEach, beforeEach, expect, test } from "vitest";
import { derivePepper, loadMasterKey, parseMasterKey } from "./master-key";

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), "kf-"));
});
afterEach(() => {
  rmSync(dataDir, { recursive: true });
});
const file = () => path.join(dataDir, "master.key");

test("a given key is read as hexadecimal, base64 or base64url, and nothing is written", () => {
  const bytes = randomBytes(32);
  const spellings = [bytes.toString("hex"), bytes.toString("hex").toUpperCase(), bytes.toString("base64"), bytes.toString("base64url")];
  for (const given of [...spellings, ` ${spellings[0]}\n`]) {
    expect(loadMasterKey(given, dataDir)).toEqual({ bytes: new Uint8Array(bytes), origin: "given" });
  }
  expect(readdirSync(dataDir)).toEqual([]);
});

test.each([
  "",
  "short",
  "0".repeat(63),
  "0".repeat(65),
  `${"0".repeat(63)}g`,
  randomBytes(31).toString("base64"),
  randomBytes(33).toString("base64"),
  `${"A".repeat(20)} ${"A".repeat(22)}`,
  "correct horse battery staple",
])("%j is refused with one line that names the variable and not the value", (given) => {
  const message = /^KEYFUSE_MASTER_KEY must be 32 random bytes, [^\n]+$/;
  expect(() => parseMasterKey(given, "KEYFUSE_MASTER_KEY")).toThrow(message);
  if (given !== "") expect(() => parseMasterKey(given, "KEYFUSE_MASTER_KEY")).toThrow(expect.not.stringContaining(given));
});

test("the first start makes a key that only its owner can read, later starts keep it", () => {
  const nested = path.join(dataDir, "data");
  const first = loadMasterKey(null, nested);
  expect(first).toMatchObject({ origin: "created" });
  expect(first.bytes.length).toBe(32);
  expect(statSync(path.join(nested, "master.key")).mode & 0o777).toBe(0o600);
  expect(statSync(nested).mode & 0o777).toBe(0o700);
  expect(readdirSync(nested)).toEqual(["master.key"]);
  expect(loadMasterKey(null, nested)).toEqual({ bytes: first.bytes, origin: "kept" });
});

test("a damaged key file stops the start and is left as it is", () => {
  for (const content of ["", "damaged\n"]) {
    writeFileSync(file(), content);
    expect(() => loadMasterKey(null, dataDir)).toThrow(`${file()} must be 32 random bytes`);
    expect(readFileSync(file(), "utf8")).toBe(content);
  }
});

test("of processes that start at once one makes the key, and all use that one", async () => {
  const script = path.join(dataDir, "load.mjs");
  await build({
    stdin: {
      contents: `import { loadMasterKey } from "./master-key";
        const { bytes, origin } = loadMasterKey(null, process.argv[2]);
        console.log(JSON.stringify({ key: Buffer.from(bytes).toString("hex"), origin }));`,
      resolveDir: import.meta.dirname,
      loader: "ts",
    },
    bundle: true,
    format: "esm",
    platform: "node",
    outfile: script,
    logLevel: "silent",
  });
  const data = path.join(dataDir, "data");
  const runs = await Promise.all(Array.from({ length: 8 }, () => promisify(execFile)(process.execPath, [script, data])));
  const loaded: { key: string; origin: string }[] = runs.map(({ stdout }) => JSON.parse(stdout));
  expect(new Set(loaded.map(({ key }) => key)).size).toBe(1);
  expect(loaded.filter(({ origin }) => origin === "created")).toHaveLength(1);
  expect(readdirSync(data)).toEqual(["master.key"]);
});

test("the pepper depends on the master key and is not it", () => {
  const [one, other] = [randomBytes(32), randomBytes(32)];
  expect(derivePepper(one)).toEqual(derivePepper(one));
  expect(derivePepper(one)).not.toEqual(derivePepper(other));
  expect(derivePepper(one)).not.toEqual(new Uint8Array(one));
});
