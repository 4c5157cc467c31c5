// `keyfuse apis import-openapi` as people run it: a look first, what is chosen after it, and what is wrong by its place.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundleCommandLine, type CommandLine, commandLine } from "@/scripts/services/command-line";
import { startMigratedDatabase, type TemporaryEmbeddedDatabase } from "@/scripts/services/embedded-database";

const DOCUMENT = {
  openapi: "3.0.3",
  info: { title: "Shop", version: "1" },
  servers: [{ url: "https://api.example.com/v2" }],
  paths: { "/orders": { get: { security: [{ oauth: ["read"] }] } }, "/orders/{id}": { get: {} } },
};
const INSTANCE = {
  apis: [{ slug: "shop", dialect: "standard", upstream: "sample", endpoints: [{ path: "/old", methods: ["GET"] }] }],
};

describe("keyfuse apis import-openapi", () => {
  const directory = mkdtempSync(join(tmpdir(), "kf-import-"));
  const document = join(directory, "openapi.json");
  let embedded: TemporaryEmbeddedDatabase;
  let cli: CommandLine;

  beforeAll(async () => {
    const program = await bundleCommandLine();
    embedded = await startMigratedDatabase();
    cli = commandLine(program, { KEYFUSE_DATA_DIR: embedded.dataDirectory });
    writeFileSync(document, JSON.stringify(DOCUMENT));
    writeFileSync(join(directory, "instance.json"), JSON.stringify(INSTANCE));
    expect(await cli(["bootstrap", "apply", join(directory, "instance.json")])).toMatchObject({ status: 0 });
  });
  afterAll(async () => {
    await embedded?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  const endpoints = async () => {
    const { stdout } = await cli(["bootstrap", "export"]);
    const { apis } = JSON.parse(stdout) as { apis: { slug: string; endpoints: { path: string; permission: string | null }[] }[] };
    return apis.find(({ slug }) => slug === "shop")?.endpoints.map(({ path, permission }) => `${path} ${permission}`);
  };

  test("a dry run shows the changes and makes none", async () => {
    const { status, stdout } = await cli(["apis", "import-openapi", "shop", document, "--dry-run"]);
    expect(status).toBe(0);
    expect(stdout.split("\n")).toEqual(
      expect.arrayContaining([
        "+ GET /orders (read)",
        "+ GET /orders/{id}",
        "1 not in the document, kept (--remove removes them).",
        "2 changes would be made.",
      ]),
    );
    expect(await endpoints()).toEqual(["/old null"]);
  });

  test("what is registered stays unless it is to be removed; the server's path stands before each path where that is asked for", async () => {
    expect((await cli(["apis", "import-openapi", "shop", document, "--base-path"])).stdout).toContain("2 changes made.");
    expect(await endpoints()).toEqual(["/old null", "/v2/orders read", "/v2/orders/{id} null"]);
    const again = await cli(["apis", "import-openapi", "shop", document, "--base-path", "--remove", "--json"]);
    expect(JSON.parse(again.stdout)).toMatchObject({ isDryRun: false, changes: [{ kind: "removed", path: "/old" }], kept: 0 });
    expect(await endpoints()).toEqual(["/v2/orders read", "/v2/orders/{id} null"]);
  });

  test("YAML is read from standard input", async () => {
    const yaml = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /yaml: {put: {}}\n";
    expect((await cli(["apis", "import-openapi", "shop", "-", "--dry-run"], { stdin: yaml })).stdout).toContain("+ PUT /yaml");
  });

  test.each([
    ["management", JSON.stringify(DOCUMENT), /no such API/],
    ["nowhere", JSON.stringify(DOCUMENT), /no such API/],
    ["shop", JSON.stringify({ ...DOCUMENT, openapi: "2.0" }), /#\/openapi: /],
    ["shop", '{"openapi": "3.1.0", "paths": {]}', /line 1, column 3/],
  ])("into %s, %s is refused by its place", async (slug, text, reason) => {
    const file = join(directory, "wrong.json");
    writeFileSync(file, text);
    expect(await cli(["apis", "import-openapi", slug, file])).toMatchObject({ status: 1, stderr: expect.stringMatching(reason) });
  });
});
