// The command line as its users run it: a child process beside the process that serves, or alone.
import { randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "@/lib/adapters/postgres/open-database";
import { openTrustedKeys, type TrustedKeys } from "@/lib/adapters/postgres/trusted-keys";
import { createHasher } from "@/lib/adapters/system/hasher";
import { derivePepper, loadMasterKey } from "@/lib/adapters/system/master-key";
import { bundleCommandLine, type CommandLine, commandLine } from "@/scripts/services/command-line";
import { startMigratedDatabase, type TemporaryEmbeddedDatabase } from "@/scripts/services/embedded-database";
import { startPostgres } from "@/scripts/services/postgres";

const MASTER_KEY = "ab".repeat(32);

let program: string;
const directory = mkdtempSync(join(tmpdir(), "kf-cli-"));
beforeAll(async () => {
  program = await bundleCommandLine();
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function file(name: string, content: unknown): string {
  const path = join(directory, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

describe("beside a process that serves the embedded database", () => {
  let embedded: TemporaryEmbeddedDatabase;
  let database: Database;
  let keys: TrustedKeys;
  let cli: CommandLine;

  beforeAll(async () => {
    embedded = await startMigratedDatabase();
    cli = commandLine(program, { KEYFUSE_DATA_DIR: embedded.dataDirectory });
    expect(await cli(["apis", "list"])).toMatchObject({ status: 0 });
    database = openDatabase(embedded);
    keys = openTrustedKeys({ pool: database.pool, target: embedded });
    expect(await keys.whenTrusted(10_000)).toBe(true);
  });
  afterAll(async () => {
    await keys?.close();
    await database?.close();
    await embedded?.stop();
  });

  async function createKey(...more: string[]) {
    const { status, stdout } = await cli(["keys", "create", "--api", "management", "--name", "ci", "--json", ...more]);
    expect(status).toBe(0);
    return JSON.parse(stdout) as { id: string; publicId: string; secret: string };
  }

  function findKey(secret: string) {
    const hasher = createHasher(derivePepper(loadMasterKey(null, embedded.dataDirectory).bytes));
    return database.prisma.api
      .findUniqueOrThrow({ where: { slug: "management" } })
      .then((api) => keys.find(api.id, hasher.fingerprint(api.id, secret)));
  }

  test("a created key opens at once, and its secret is printed by create alone", async () => {
    const { publicId, secret } = await createKey(
      "--permission",
      "a",
      "b",
      "--endpoint",
      "/api/user=GET,POST",
      "--ip",
      "10.0.0.0/8",
      "--expires",
      "90d",
    );
    expect(await findKey(secret)).toMatchObject({
      publicId,
      permissions: ["a", "b"],
      endpoints: { "/api/user": ["GET", "POST"] },
      ipAllowList: ["10.0.0.0/8"],
    });
    const others = [await cli(["keys", "list"]), await cli(["keys", "list", "--json"]), await cli(["keys", "show", publicId])];
    for (const { status, stdout } of others) {
      expect(status).toBe(0);
      expect(stdout).toContain(publicId);
      expect(stdout).not.toContain(secret);
    }
  });

  test("once revoke has returned, the serving process refuses the key", async () => {
    const { publicId, secret } = await createKey();
    expect(await findKey(secret)).toMatchObject({ revokedAtMs: null });
    expect(await cli(["keys", "revoke", publicId])).toMatchObject({ status: 0, stdout: `${publicId} (ci) is revoked.\n` });
    expect(keys.isTrusted()).toBe(true);
    expect((await findKey(secret))?.revokedAtMs).toEqual(expect.any(Number));
  });

  test("rotate prints the new secret once; the old one is good for as long as was asked, and refused at once where it leaked", async () => {
    const { publicId, secret } = await createKey();
    const rotate = async (...args: string[]): Promise<{ secret: string; publicId: string; secrets: { retiresAt: string | null }[] }> => {
      const { stdout, stderr } = await cli(["keys", "rotate", publicId, "--json", ...args]);
      expect(stderr).toBe("");
      return JSON.parse(stdout);
    };
    const second = await rotate("--overlap", "2h");
    expect(second.publicId).toBe(publicId);
    expect(Date.parse(second.secrets[0]?.retiresAt ?? "") - Date.now()).toBeGreaterThan(7_000_000);
    expect([(await findKey(secret))?.publicId, (await findKey(second.secret))?.publicId]).toEqual([publicId, publicId]);
    const third = await rotate("--leaked");
    expect([await findKey(secret), await findKey(second.secret)]).toEqual([null, null]);
    expect(await findKey(third.secret)).toMatchObject({ publicId });
    expect((await cli(["keys", "show", publicId])).stdout).not.toContain(third.secret);
  });

  test("a secret of the owner's choice comes from a file or standard input, never from an argument", async () => {
    const args = ["keys", "create", "--api", "management", "--name", "given", "--secret-file", "-"];
    expect(await cli(args, { stdin: "super-secret-key\n" })).toMatchObject({ status: 0 });
    expect(await findKey("super-secret-key")).toMatchObject({ name: "given" });
    expect(await cli(args, { stdin: "super-secret-key\n" })).toMatchObject({
      status: 1,
      stdout: "",
      stderr: expect.stringMatching(/^secret: /),
    });
  });

  test.each<[string[], number, RegExp]>([
    [["keys", "create", "--api", "nowhere", "--name", "x"], 1, /^api: There is no API with this slug\.\n$/],
    [["keys", "create", "--api", "management", "--name", "x", "--expires", "soon"], 1, /^expiresAt: must be an instant/],
    [["keys", "create", "--api", "management", "--name", "x", "--ip", "everywhere"], 1, /^ipAllowList\.0: must be an address/],
    [["keys", "show", "key_9999999999"], 1, /^There is no key with this id\.\n$/],
    [["keys", "rotate", "x"], 1, /^There is no key with this id\.\n$/],
    [["keys", "rotate", "x", "--overlap", "31d"], 1, /^overlapSeconds: An old secret lives on for 30 days at most\.\n$/],
    [["keys", "rotate", "x", "--overlap", "soon"], 2, /must be a time such as 30m/],
    [["keys", "revoke", "x"], 1, /^There is no key with this id\.\n$/],
    [["tenants", "create", "--name", " "], 1, /^name: /],
    [["bootstrap", "apply", "/nonexistent"], 1, /^\/nonexistent cannot be read\.\n$/],
    [["keys", "create", "--api", "management"], 2, /required option '--name <name>' not specified/],
    [["keys", "create", "--api", "management", "--name", "x", "--metadata", "[1]"], 2, /must be a JSON object/],
    [["keys", "list", "--tenant", "x"], 2, /must be a UUID/],
    [["keys", "destroy"], 2, /unknown command 'destroy'/],
    [["frobnicate"], 2, /unknown command 'frobnicate'/],
    [["doctor", "--loud"], 2, /unknown option '--loud'/],
  ])("%j ends with status %i and the reason on stderr", async (args, status, reason) => {
    expect(await cli(args)).toEqual({ status, stdout: "", stderr: expect.stringMatching(reason) });
  });

  test("an unknown KEYFUSE_ variable stops every command with one line", async () => {
    const end = await cli(["keys", "list"], { env: { KEYFUSE_DATADIR: "/tmp" } });
    expect(end).toEqual({ status: 1, stdout: "", stderr: expect.stringMatching(/^KEYFUSE_DATADIR is not a variable of Keyfuse\. .*\n$/) });
  });

  test("tenants are created and listed", async () => {
    const created = await cli(["tenants", "create", "--name", "Acme", "--json"]);
    const { id } = JSON.parse(created.stdout) as { id: string };
    expect(JSON.parse((await cli(["tenants", "list", "--json"])).stdout)).toContainEqual(expect.objectContaining({ id, name: "Acme" }));
    expect(await cli(["tenants", "create", "--name", "Acme"])).toMatchObject({ status: 1, stderr: expect.stringMatching(/^name: /) });
  });

  test("members are invited by a link of this instance, and get one for a new password", async () => {
    const env = { KEYFUSE_URL: "https://keys.example.com" };
    const invited = await cli(["members", "invite", "--email", "Ada@Example.com", "--role", "admin", "--json"], { env });
    expect(JSON.parse(invited.stdout)).toEqual({
      email: "ada@example.com",
      role: "admin",
      link: expect.stringMatching(/^https:\/\/keys\.example\.com\/join#[\w-]{43}$/),
    });
    expect(await cli(["members", "invite", "--email", "ada@example.com"])).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^email: /),
    });
    expect(await cli(["members", "invite", "--email", "b@example.com", "--role", "emperor"])).toMatchObject({ status: 2 });
    expect(await cli(["members", "reset-link", "--email", "ada@example.com"])).toMatchObject({ status: 1, stdout: "" });
    await database.prisma.member.create({ data: { id: randomUUID(), email: "grace@example.com", name: "Grace", role: "owner" } });
    const reset = await cli(["members", "reset-link", "--email", "grace@example.com"], { env });
    expect(reset).toMatchObject({ status: 0, stdout: expect.stringMatching(/\nhttps:\/\/keys\.example\.com\/reset#[\w-]{43}\n$/) });
    expect((await cli(["members", "list"])).stdout).toMatch(/grace@example\.com +owner +active +no +Grace/);
    const drop = (email: string) => cli(["members", "drop-second-factor", "--email", email]);
    expect(await drop("grace@example.com")).toMatchObject({ status: 1, stderr: "This member has no second factor.\n" });
    await database.prisma.member.update({
      where: { email: "grace@example.com" },
      data: { totpSince: new Date(), sealedTotp: new Uint8Array(40) },
    });
    expect(await drop("Grace@Example.com")).toMatchObject({ status: 0 });
    expect((await cli(["members", "list"])).stdout).toMatch(/grace@example\.com +owner +active +no +Grace/);
    expect(await drop("nobody@example.com")).toMatchObject({ status: 1, stderr: "There is no member with this e-mail address.\n" });
  });

  test("a bad bootstrap file is refused with its JSON paths and changes nothing", async () => {
    const path = file("bad.json", {
      apis: [{ slug: "new", dialect: "standard" }],
      keys: [{ api: "new", name: "k", permissions: ["fly"] }],
    });
    const end = await cli(["bootstrap", "apply", path]);
    expect(end).toMatchObject({ status: 1, stdout: "" });
    expect(end.stderr).toBe(
      `${path} was not applied; nothing was changed.\n  keys[0].permissions[0]: must be one of read, write, admin, webhook in the dialect standard\n`,
    );
    expect((await cli(["apis", "list"])).stdout).not.toContain("new");
  });

  test("a good one prints what it generates once, and the exported instance holds no secret", async () => {
    const content = {
      apis: [{ slug: "shop", dialect: "standard", upstream: "sample", upstreamHeaders: { "x-secret": "upstream-secret" } }],
      keys: [
        { id: "key_0000000001", api: "shop", name: "given", secret: "a-given-secret" },
        { id: "key_0000000002", api: "shop", name: "made" },
      ],
    };
    const path = file("good.json", content);
    const first = JSON.parse((await cli(["bootstrap", "apply", path, "--json"])).stdout);
    expect(first).toMatchObject({ written: 3, unchanged: 0, generated: [{ id: "key_0000000002", api: "shop", name: "made" }] });
    expect(await cli(["bootstrap", "apply", path])).toMatchObject({ status: 0, stdout: "0 objects written, 3 unchanged.\n" });
    const { stdout } = await cli(["bootstrap", "export"]);
    expect(JSON.parse(stdout)).toMatchObject({
      apis: expect.arrayContaining([expect.objectContaining({ slug: "shop", dialect: "standard" })]),
    });
    for (const secret of [first.generated[0].secret, "a-given-secret", "upstream-secret"]) expect(stdout).not.toContain(secret);
    expect(JSON.parse((await cli(["bootstrap", "apply", "-", "--json"], { stdin: stdout })).stdout)).toMatchObject({ generated: [] });
    expect(await cli(["bootstrap", "export"])).toMatchObject({ stdout });
  });

  test("doctor finds nothing wrong, then what is wrong, with a fix", async () => {
    expect(await cli(["doctor"])).toMatchObject({ status: 0, stdout: expect.stringContaining("embedded, served by another process") });
    chmodSync(embedded.dataDirectory, 0o755);
    const open = await cli(["doctor"]);
    chmodSync(embedded.dataDirectory, 0o700);
    expect(open).toMatchObject({ status: 1, stdout: expect.stringContaining(`→ chmod 700 ${embedded.dataDirectory}`) });
    const foreign = await cli(["doctor", "--json"], { env: { KEYFUSE_MASTER_KEY: MASTER_KEY } });
    expect(foreign.status).toBe(1);
    expect(JSON.parse(foreign.stdout)).toMatchObject({
      healthy: false,
      findings: expect.arrayContaining([expect.objectContaining({ check: "master key", state: "bad", detail: "is not this instance's" })]),
    });
    expect(await cli(["keys", "list"], { env: { KEYFUSE_MASTER_KEY: MASTER_KEY } })).toMatchObject({ status: 1, stdout: "" });
  });

  test("audit export writes what its filters let through, and refuses days that are none", async () => {
    const { status, stdout } = await cli(["audit", "export", "--jsonl", "--actor", "command-line", "--action", "key.revoke"]);
    expect(status).toBe(0);
    const rows = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown);
    expect(rows).toEqual([expect.objectContaining({ actor: "command-line", by: "the command line", words: "revoked the key “ci”" })]);
    const out = join(directory, "audit.csv");
    expect(await cli(["audit", "export", "--csv", "--from", "2000-01-01", "--out", out])).toMatchObject({ status: 0, stdout: "" });
    expect(readFileSync(out, "utf8")).toMatch(/^at,chain,sequence,/);
    expect(await cli(["audit", "export", "--from", "yesterday"])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("must be a day"),
    });
  });

  test("audit verify names the broken row", async () => {
    expect(await cli(["audit", "verify"])).toMatchObject({ status: 0, stdout: expect.stringMatching(/^instance: \d+ rows hold/m) });
    await database.prisma.$executeRaw`ALTER TABLE "AuditEntry" DISABLE TRIGGER USER`;
    await database.prisma.$executeRaw`UPDATE "AuditEntry" SET "actor" = 'nobody' WHERE "chain" = 'instance' AND "sequence" = 2`;
    const end = await cli(["audit", "verify", "--json"]);
    expect(end.status).toBe(1);
    expect(JSON.parse(end.stdout)).toMatchObject({
      intact: false,
      chains: expect.arrayContaining([
        { chain: "instance", verified: 1, mac: expect.any(String), broken: { sequence: 2, flaw: "changed" } },
      ]),
    });
    expect((await cli(["audit", "verify"])).stdout).toContain("instance: row 2 is broken (changed); 1 rows before it hold");
  });
});

describe("alone", () => {
  test("on an embedded database that nobody serves, it opens it for the while, one command at a time", async () => {
    const dataDir = join(directory, "alone");
    const cli = commandLine(program, { KEYFUSE_DATA_DIR: dataDir });
    expect(await cli(["doctor"])).toMatchObject({ status: 0, stdout: expect.stringContaining("will be made at the first start") });
    const created = await cli(["keys", "create", "--api", "management", "--name", "first", "--json"]);
    expect(created).toMatchObject({ status: 0, stderr: "" });
    const { publicId } = JSON.parse(created.stdout) as { publicId: string };
    expect((await cli(["keys", "show", publicId, "--json"])).stdout).toContain('"state": "active"');
    expect(await cli(["doctor"])).toMatchObject({ status: 0, stdout: expect.stringContaining("embedded, not served") });
  });

  test("on PostgreSQL it works by DATABASE_URL", async () => {
    const server = await startPostgres();
    try {
      const cli = commandLine(program, {
        KEYFUSE_DATA_DIR: join(directory, "pg"),
        DATABASE_URL: server.url,
        KEYFUSE_MASTER_KEY: MASTER_KEY,
      });
      expect(await cli(["doctor"])).toMatchObject({ status: 0 });
      expect(await cli(["tenants", "create", "--name", "Acme"])).toMatchObject({ status: 0, stderr: "" });
      expect(await cli(["doctor"])).toMatchObject({
        status: 0,
        stdout: expect.stringMatching(/PostgreSQL[\s\S]*is this instance's[\s\S]*the ends of 1 chains hold/),
      });
    } finally {
      await server.stop();
    }
  });

  test("a database that cannot be reached is a plain sentence, without its password", async () => {
    const cli = commandLine(program, {
      DATABASE_URL: "postgres://u:hunter2@127.0.0.1:1/x",
      KEYFUSE_MASTER_KEY: MASTER_KEY,
      KEYFUSE_DATA_DIR: directory,
    });
    const end = await cli(["keys", "list"]);
    expect(end).toMatchObject({ status: 1, stdout: "", stderr: expect.stringMatching(/.+\n/) });
    expect(end.stderr + (await cli(["doctor"])).stdout).not.toContain("hunter2");
  });
});
