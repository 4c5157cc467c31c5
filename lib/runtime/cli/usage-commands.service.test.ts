// `keyfuse usage export` as people run it beside a serving process: both forms, files, long exports, readers that go away.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "@/lib/adapters/postgres/open-database";
import { deltaOf } from "@/lib/ports/usage-store.contract";
import { bundleCommandLine, type CommandLine, commandLine } from "@/scripts/services/command-line";
import { startMigratedDatabase, type TemporaryEmbeddedDatabase } from "@/scripts/services/embedded-database";
import { foldUsage } from "@/scripts/services/usage-entries";

const TODAY_MS = Math.floor(Date.now() / 86_400_000) * 86_400_000;
const KEY = { id: "44444444-4444-4444-8444-444444444444", publicId: "key_0000000044" };

describe("keyfuse usage export", () => {
  const directory = mkdtempSync(join(tmpdir(), "kf-export-"));
  let embedded: TemporaryEmbeddedDatabase;
  let database: Database;
  let program: string;
  let cli: CommandLine;
  let apiId: string;

  beforeAll(async () => {
    program = await bundleCommandLine();
    embedded = await startMigratedDatabase();
    cli = commandLine(program, { KEYFUSE_DATA_DIR: embedded.dataDirectory });
    expect(await cli(["apis", "list"])).toMatchObject({ status: 0 });
    database = openDatabase(embedded);
    apiId = (await database.prisma.api.findUniqueOrThrow({ where: { slug: "management" } })).id;
    await database.prisma.key.create({ data: { ...KEY, apiId, planName: "default", name: "ci", createdBy: "test" } });
    const counted = { apiId, caller: KEY.id, minuteMs: TODAY_MS, lastAtMs: TODAY_MS };
    // One after the other: sums of one unit stand in the order in which their series were first seen.
    await foldUsage(database.pool, [deltaOf({ ...counted, endpoint: '=HYPERLINK("x")', count: 5, units: 7, bytes: 500 })]);
    await foldUsage(database.pool, [
      deltaOf({ ...counted, outcome: "denied", reason: "revoked", status: 4, units: 0, bytes: 0, latency: [] }),
    ]);
  });
  afterAll(async () => {
    await database?.close();
    await embedded?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  const start = new Date(TODAY_MS).toISOString();
  const HEAD = "start,key,tenant,api,endpoint,method,outcome,reason,status,count,units,bytes";

  test("writes CSV that no spreadsheet calculates", async () => {
    const { status, stdout, stderr } = await cli(["usage", "export", "--csv"]);
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toBe(
      [
        HEAD,
        `${start},${KEY.publicId},,management,"'=HYPERLINK(""x"")",GET,accepted,,2xx,5,7,500`,
        `${start},${KEY.publicId},,management,/v1/models,GET,denied,revoked,4xx,1,0,0`,
        "",
      ].join("\r\n"),
    );
  });

  test("writes one JSON object to a line, of the selection alone", async () => {
    const all = await cli(["usage", "export", "--jsonl", "--unit", "hour", "--api", "management", "--key", KEY.publicId]);
    const rows = all.stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toEqual({
      start,
      key: KEY.publicId,
      tenant: null,
      api: "management",
      endpoint: '=HYPERLINK("x")',
      method: "GET",
      outcome: "accepted",
      reason: "",
      status: "2xx",
      count: 5,
      units: 7,
      bytes: 500,
    });
    for (const none of [
      ["--api", "unheard-of"],
      ["--end", start],
      ["--tenant", KEY.id],
      ["--key", "key_0000000045"],
    ]) {
      expect(await cli(["usage", "export", "--jsonl", ...none])).toEqual({ status: 0, stdout: "", stderr: "" });
    }
  });

  test.each([
    ["--csv", "--jsonl"],
    ["--unit", "week"],
    ["--start", "soon"],
    ["--key", "x"],
    ["--tenant", "x"],
  ])("%s %s is refused as usage", async (...options) => {
    expect(await cli(["usage", "export", ...options])).toMatchObject({ status: 2, stdout: "" });
  });

  describe("of very many sums", () => {
    const ROWS = 24_000;
    beforeAll(async () => {
      const pieces = 12;
      for (let piece = 0; piece < pieces; piece += 1) {
        await foldUsage(
          database.pool,
          Array.from({ length: ROWS / pieces }, (_, n) =>
            deltaOf({
              apiId,
              caller: KEY.id,
              endpoint: `/v1/long/${n % 100}`,
              minuteMs: TODAY_MS - 86_400_000 + (piece * 20 + Math.floor(n / 100)) * 60_000,
              lastAtMs: TODAY_MS,
            }),
          ),
        );
      }
    });

    test("all of them reach the file, which others cannot read, and a log is told how far it is", async () => {
      const file = join(directory, "usage.csv");
      const { status, stdout, stderr } = await cli(["usage", "export", "--unit", "minute", "--out", file]);
      expect([status, stdout]).toEqual([0, ""]);
      const lines = readFileSync(file, "utf8").split("\r\n");
      expect(new Set(lines).size).toBe(1 + ROWS + 2 + 1);
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(stderr).toBe(`20000 rows\n${ROWS + 2} rows, done\n`);
    });

    test("a reader that goes away ends it without a word", async () => {
      const env: NodeJS.ProcessEnv = { PATH: process.env.PATH, NODE_ENV: process.env.NODE_ENV, KEYFUSE_DATA_DIR: embedded.dataDirectory };
      const child = spawn("sh", ["-c", `"$0" "$1" usage export --unit minute | head -n 2`, process.execPath, program], { env });
      const output: string[] = [];
      const errors: string[] = [];
      child.stdout.on("data", (data: Buffer) => output.push(data.toString()));
      child.stderr.on("data", (data: Buffer) => errors.push(data.toString()));
      await new Promise((resolve) => child.once("close", resolve));
      expect(output.join("").split("\r\n")[0]).toBe(HEAD);
      expect(errors.join("")).toBe("");
    });

    test("a file that cannot be written is named", async () => {
      const file = join(directory, "missing", "usage.csv");
      expect(await cli(["usage", "export", "--out", file])).toMatchObject({ status: 1, stderr: `${file} cannot be written (ENOENT).\n` });
    });
  });

  test("shows how long usage is kept, changes what is named and audits it, and refuses what other parts rely on", async () => {
    const json = async (...options: string[]) => JSON.parse((await cli(["usage", "retention", "--json", ...options])).stdout) as unknown;
    const kept = { minuteHours: 48, hourDays: 90, dayDays: 1095, decisionsOfKey: 200 };
    expect(await json()).toEqual(kept);
    expect(await json("--hour-days", "40", "--decisions-of-key", "0")).toEqual({ ...kept, hourDays: 40, decisionsOfKey: 0 });
    const shown = await cli(["usage", "retention"]);
    expect(shown.stdout).toMatch(/^KEPT +WHAT\n48 +hours of sums by minute\n40 +days of sums by hour\n/);
    expect(await database.prisma.auditEntry.findMany({ where: { action: "usage.retention" } })).toMatchObject([
      { actor: "command-line", details: { hourDays: { from: 90, to: 40 }, decisionsOfKey: { from: 200, to: 0 } } },
    ]);
    expect(await cli(["usage", "retention", "--minute-hours", "24"])).toMatchObject({ status: 1, stderr: expect.stringContaining("25") });
    expect(await cli(["usage", "retention", "--day-days", "soon"])).toMatchObject({ status: 2 });
    expect(await json()).toEqual({ ...kept, hourDays: 40, decisionsOfKey: 0 });
  });
});
