// What doctor says of a machine and its environment: wrong things are named, each with a fix.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type Environment, readEnvironment } from "@/lib/runtime/env";
import { checkDataDirectory, checkMetrics, checkNode, checkProxies, type Finding } from "./doctor-checks";

const directory = mkdtempSync(join(tmpdir(), "kf-doctor-"));
afterAll(() => rmSync(directory, { recursive: true }));

const environment = (source: Record<string, string>): Environment => {
  const read = readEnvironment(source);
  if (typeof read === "string") throw new Error(read);
  return read;
};
const wrong = (findings: readonly Finding[]) =>
  findings.filter((finding) => finding.state !== "good").map((finding) => [finding.state, finding.fix]);

test.each([
  ["20.19.0", "good"],
  ["20.20.2", "good"],
  ["22.1.0", "good"],
  ["20.18.3", "bad"],
  ["18.20.0", "bad"],
])("Node %s is %s", (version, state) => {
  expect(checkNode(version).state).toBe(state);
});

describe("the data directory", () => {
  const check = (source: Record<string, string> = {}) => checkDataDirectory(environment({ KEYFUSE_DATA_DIR: directory, ...source }));

  test("that is not there yet is no fault", () => {
    expect(wrong(checkDataDirectory(environment({ KEYFUSE_DATA_DIR: join(directory, "absent") })))).toEqual([]);
  });

  test("and the master key in it must be closed to others", () => {
    const keyFile = join(directory, "master.key");
    writeFileSync(keyFile, "x", { mode: 0o600 });
    chmodSync(directory, 0o700);
    expect(wrong(check())).toEqual([]);
    chmodSync(keyFile, 0o640);
    expect(wrong(check())).toEqual([["bad", `chmod 600 ${keyFile}`]]);
    chmodSync(directory, 0o750);
    expect(wrong(check())).toEqual([
      ["bad", `chmod 700 ${directory}`],
      ["bad", `chmod 600 ${keyFile}`],
    ]);
  });
});

test("metrics that everybody may read are worth a warning", () => {
  expect(wrong([checkMetrics(environment({})), checkMetrics(environment({ METRICS_FROM: "10.0.0.0/8" }))])).toEqual([]);
  expect(wrong([checkMetrics(environment({ METRICS_FROM: "10.0.0.1,::/0" }))])).toEqual([["warning", expect.any(String)]]);
});

describe("trusted proxies", () => {
  const check = (source: Record<string, string>) => checkProxies(environment(source));

  test.each(["0.0.0.0/0", "10.0.0.1,::/0"])("%s would let anybody choose their address", (block) => {
    expect(wrong(check({ TRUSTED_PROXIES: block }))).toEqual([["bad", expect.stringContaining("your reverse proxies only")]]);
  });

  test("an https address with neither a proxy nor a certificate is worth a warning", () => {
    expect(wrong(check({ KEYFUSE_URL: "https://keys.test" }))).toEqual([["warning", expect.stringContaining("TRUSTED_PROXIES")]]);
    expect(wrong(check({ KEYFUSE_URL: "https://keys.test", TRUSTED_PROXIES: "10.0.0.1" }))).toEqual([]);
    expect(wrong(check({ KEYFUSE_URL: "https://keys.test", TLS_CERT: "c", TLS_KEY: "k" }))).toEqual([]);
    expect(wrong(check({}))).toEqual([]);
  });
});
