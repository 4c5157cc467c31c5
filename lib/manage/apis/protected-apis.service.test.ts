// APIs that the console makes, changes and deletes: by the rules of bootstrap files, in one transaction with their audit rows.
import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSealing } from "@/lib/adapters/system/sealing";
import { fusionauth } from "@/lib/core/dialects/fusionauth";
import { infuzu } from "@/lib/core/dialects/infuzu";
import { createApi } from "@/lib/manage/apis/write-api";
import { verifyAudit } from "@/lib/manage/audit/verify-audit";
import { changing } from "@/lib/manage/changing";
import { createKey } from "@/lib/manage/keys/create-key";
import { revokeKey } from "@/lib/manage/keys/revoke-key";
import { done } from "@/lib/manage/outcome";
import { parseYaml } from "@/lib/runtime/yaml/parse-yaml";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";
import type { ApiWorld } from "./api-world";
import { changeProtectedApi } from "./change-protected-api";
import { createProtectedApi } from "./create-protected-api";
import { deleteProtectedApi } from "./delete-protected-api";
import { describeApi } from "./describe-api";
import { findLaterChange } from "./find-later-change";
import { listApiAudit } from "./list-api-audit";
import { previewImport } from "./preview-import";

const ACTOR = "member:00000000-0000-4000-8000-000000000001";
const HEADER_VALUE = "value-that-only-the-upstream-sees";

describe.each(Object.entries(TEST_DATABASES))("protected APIs on %s", (_name, open) => {
  let world: TestWorld & ApiWorld;
  beforeAll(async () => {
    const sealing = createSealing(randomBytes(32), "apis");
    world = Object.assign(await open(), {
      seal: sealing.seal,
      unseal: sealing.openText,
      judgeUpstream: async (upstream: string) => (upstream.includes("10.0.0.1") ? "leads to a private address" : null),
      isOwnHost: (host: string) => host === "console.example.com",
    });
    await changing(world, "system", async (change) => {
      await createApi(change, world.seal, { id: randomUUID(), slug: "management", dialect: fusionauth }, { name: "Management" });
      return done(null);
    });
  });
  afterAll(() => world?.close());

  async function make(slug: string, more: object = {}): Promise<void> {
    const outcome = await createProtectedApi(world, ACTOR, { slug, name: slug, dialect: "standard", upstream: "sample", ...more });
    expect(outcome).toEqual({ kind: "done", value: { slug } });
  }

  async function look(slug: string) {
    const api = await describeApi(world, slug);
    if (api === null) throw new Error(`there is no API ${slug}`);
    return api;
  }

  async function change(slug: string, patch: Readonly<Record<string, unknown>>) {
    return changeProtectedApi(world, ACTOR, { slug, version: (await look(slug)).version, patch });
  }

  async function lastAudit(slug: string) {
    const { id } = await world.prisma.api.findUniqueOrThrow({ where: { slug } });
    return (await listApiAudit(world, id))[0];
  }

  it("is made with everything that it was given, told to every process, and recorded", async () => {
    const before = world.announced.length;
    const plans = [{ name: "default", windows: [{ limit: 5, seconds: 60 }], tenantWindows: [{ limit: 9, seconds: 60 }], quota: null }];
    await make("made", { hosts: ["Made.Example.com"], endpoints: [{ path: "/a/{id}", methods: ["get"], permission: "read" }], plans });
    const api = await look("made");
    expect(api).toMatchObject({ hosts: ["made.example.com"], upstream: "sample", isBuiltIn: false, isCustom: false });
    expect(api.endpoints).toEqual([{ path: "/a/{id}", methods: ["GET"], permission: "read", cost: 1 }]);
    expect(api.plans).toMatchObject([
      { name: "default", windows: [{ limit: 5, seconds: 60 }], tenantWindows: [{ limit: 9, seconds: 60 }] },
    ]);
    expect(world.announced.slice(before)).toEqual([{ keys: [], catalogue: true, revocations: [] }]);
    expect(await lastAudit("made")).toMatchObject({ action: "api.create", details: { slug: "made", dialect: "standard" } });
  });

  it.each([
    ["slug", { slug: "made" }],
    ["slug", { slug: "Not A Slug" }],
    ["slug", { slug: "management" }],
    ["dialect", { dialect: "none" }],
    ["upstream", { upstream: "ftp://example.com" }],
    ["upstream", { upstream: "http://10.0.0.1" }],
    ["hosts[0]", { hosts: ["made.example.com"] }],
    ["hosts[0]", { hosts: ["console.example.com"] }],
    ["hosts[1]", { hosts: ["twice.example.com", "twice.example.com"] }],
    ["endpoints[0].permission", { endpoints: [{ path: "/a", methods: ["GET"], permission: "fly" }] }],
    ["endpoints[0].path", { endpoints: [{ path: "a", methods: ["GET"] }] }],
    ["endpoints[0].cost", { endpoints: [{ path: "/a", methods: ["GET"], cost: 0 }] }],
    ["plans[0].windows[0].limit", { plans: [{ name: "default", windows: [{ limit: "many", seconds: 60 }] }] }],
    ["issuers", { issuers: [{ issuer: "https://id.example.com" }] }],
    ["customDialect.wording", { dialect: undefined, customDialect: { ...infuzu, name: "mine", wording: 7 } }],
    ["whoever", { whoever: 1 }],
  ])("is not made with a wrong %s, and nothing is written: %j", async (field, wrong) => {
    const count = await world.prisma.api.count();
    const outcome = await createProtectedApi(world, ACTOR, { slug: "wrong", dialect: "standard", upstream: "sample", ...wrong });
    expect(outcome).toMatchObject({ kind: "refused", problems: expect.arrayContaining([expect.objectContaining({ field })]) });
    expect(await world.prisma.api.count()).toBe(count);
  });

  it("changes what is named and nothing else, and says what was and what is", async () => {
    await make("changed", { hosts: ["one.example.com"], maxBodyBytes: 10 });
    expect(await change("changed", { name: "New", hosts: ["one.example.com"], upstreamTimeoutSeconds: 5 })).toMatchObject({
      kind: "done",
      value: { changed: ["name", "upstreamTimeoutSeconds"] },
    });
    expect(await look("changed")).toMatchObject({ name: "New", settings: { maxBodyBytes: 10, upstreamTimeoutSeconds: 5 } });
    expect((await lastAudit("changed"))?.details).toEqual({
      changed: ["name", "upstreamTimeoutSeconds"],
      from: { name: "changed", upstreamTimeoutSeconds: 60 },
      to: { name: "New", upstreamTimeoutSeconds: 5 },
    });
    expect((await change("changed", { name: "New" })).kind).toBe("unchanged");
  });

  it("is not overwritten by whoever did not see the last change", async () => {
    await make("raced");
    const { version } = await look("raced");
    await change("raced", { name: "First" });
    const late = await changeProtectedApi(world, ACTOR, { slug: "raced", version, patch: { name: "Second" } });
    expect(late).toMatchObject({ kind: "refused", problems: [{ field: "" }] });
    expect((await look("raced")).name).toBe("First");
  });

  it("keeps header values and token keys that a form only names, and its audit holds neither", async () => {
    const shared = { kty: "oct", k: "c2hhcmVkLWtleS10aGF0LW5vLWF1ZGl0LXJvdy1ob2xkcw" };
    await make("sealed", {
      dialect: "fusionauth",
      upstreamHeaders: { "X-Token": HEADER_VALUE, "X-Gone": "old" },
      trustedKeys: [{ kid: "k1", alg: "HS256", publicJwk: shared, issuer: "acme" }],
    });
    const outcome = await change("sealed", {
      upstreamHeaders: { "X-Token": null, "X-New": "new" },
      trustedKeys: [
        { kid: "k1", issuer: "acme", isKept: true },
        { kid: "k2", alg: "HS256", publicJwk: shared },
      ],
    });
    expect(outcome.kind).toBe("done");
    const { secretNames } = await look("sealed");
    expect(secretNames.upstreamHeaders).toEqual(["X-Token", "X-New"]);
    expect(secretNames.trustedKeys.map(({ kid }) => kid)).toEqual(["k1", "k2"]);
    const { id, sealedHeaders } = await world.prisma.api.findUniqueOrThrow({ where: { slug: "sealed" } });
    expect(world.unseal(sealedHeaders ?? new Uint8Array(), `api:${id}:sealedHeaders`)).toBe(
      JSON.stringify([
        ["X-Token", HEADER_VALUE],
        ["X-New", "new"],
      ]),
    );
    const written = JSON.stringify(await listApiAudit(world, id));
    expect(written).toContain("X-New");
    for (const secret of [HEADER_VALUE, shared.k]) expect(written).not.toContain(secret);
    expect(await change("sealed", { trustedKeys: [{ kid: "none", isKept: true }] })).toMatchObject({ kind: "refused" });
  });

  it("header values go to no other server than they were typed for", async () => {
    await make("moved", { upstream: "https://one.example.com/v1", upstreamHeaders: { "X-Token": HEADER_VALUE, "X-Other": "other" } });
    const elsewhere = "https://two.example.com/v1";
    const refusal = { kind: "refused", problems: [{ field: "upstreamHeaders", message: expect.stringContaining("X-Token") }] };
    expect(await change("moved", { upstream: elsewhere })).toMatchObject(refusal);
    expect(await change("moved", { upstream: elsewhere, upstreamHeaders: { "X-Token": null, "X-Other": "typed" } })).toMatchObject(refusal);
    expect(await change("moved", { upstream: elsewhere, upstreamHeaders: { "X-Token": "" } })).toMatchObject(refusal);
    expect(await change("moved", { upstream: "https://one.example.com/v2", name: "Still here" })).toMatchObject({ kind: "done" });
    expect(await change("moved", { upstream: null })).toMatchObject({ kind: "done" });
    expect(await change("moved", { upstream: elsewhere })).toMatchObject(refusal);
    expect(await change("moved", { upstream: elsewhere, upstreamHeaders: { "X-Token": "typed again" } })).toMatchObject({ kind: "done" });
    expect(await look("moved")).toMatchObject({ upstream: elsewhere, secretNames: { upstreamHeaders: ["X-Token"] } });
  });

  it("takes a dialect of its own and gives it back; permissions and keys that do not fit it are told", async () => {
    await make("spoken", { endpoints: [{ path: "/a", methods: ["GET"], permission: "read" }] });
    const own = { ...infuzu, name: "own", title: "Our own" };
    expect((await change("spoken", { customDialect: own })).kind).toBe("done");
    expect(await look("spoken")).toMatchObject({ isCustom: true, dialect: { title: "Our own" } });
    expect((await world.prisma.api.findUniqueOrThrow({ where: { slug: "spoken" } })).holdsForeignSecrets).toBe(true);
    const wording = { ...own.wording, revoked: { status: 410, body: { gone: true } } };
    expect((await change("spoken", { customDialect: { ...own, wording } })).kind).toBe("done");
    expect((await lastAudit("spoken"))?.details.to).toEqual({ customDialect: { wording: { revoked: wording.revoked } } });
    const beforeMs = Date.now() - 1;
    expect((await change("spoken", { dialect: "standard" })).kind).toBe("done");
    const { id } = await world.prisma.api.findUniqueOrThrow({ where: { slug: "spoken" } });
    expect(await findLaterChange(world, id, beforeMs)).toMatchObject({ isOfDialect: true });
    expect(await findLaterChange(world, id, Date.now() + 60_000)).toBeNull();
    expect(await look("spoken")).toMatchObject({ isCustom: false, dialect: { name: "standard" } });
    expect(await change("spoken", { dialect: "fusion-ai" })).toMatchObject({
      kind: "refused",
      problems: [{ field: "endpoints[0].permission" }],
    });
  });

  it("loses a plan only when no key is on it", async () => {
    await make("planned", { plans: [{ name: "default" }, { name: "free" }, { name: "used" }] });
    await createKey(world, ACTOR, { api: "planned", name: "k", plan: "used" });
    expect((await look("planned")).keys).toMatchObject({ living: 1, onPlan: { used: 1 } });
    expect(await change("planned", { plans: [{ name: "default" }] })).toMatchObject({
      kind: "refused",
      problems: [{ field: "plans", message: "The plan “used” cannot be removed: 1 key is on it. Ended keys count, too." }],
    });
    expect((await change("planned", { plans: [{ name: "default" }, { name: "used" }] })).kind).toBe("done");
    expect((await look("planned")).plans.map(({ name }) => name)).toEqual(["default", "used"]);
    expect(await change("planned", { plans: [] })).toMatchObject({ kind: "refused", problems: [{ field: "plans" }] });
  });

  it("tells which endpoints living keys name", async () => {
    await make("named", {
      endpoints: [
        { path: "/a", methods: ["GET"] },
        { path: "/b", methods: ["GET"] },
      ],
    });
    await createKey(world, ACTOR, { api: "named", name: "k", endpoints: { "/a": ["GET"] } });
    expect((await look("named")).keys.onTemplate).toEqual({ "/a": 1 });
  });

  it("shows what a document would change, and writes nothing", async () => {
    await make("imported", { endpoints: [{ path: "/a", methods: ["GET"], permission: "read" }] });
    const importWorld = { ...world, readYaml: async (text: string) => parseYaml(text) };
    const preview = (text: string) => previewImport(importWorld, { slug: "imported", text, usesBasePath: false });
    const before = await world.prisma.auditEntry.count();
    const outcome = await preview("openapi: 3.1.0\npaths:\n  /a: {get: {}, post: {}}\n");
    expect(outcome).toMatchObject({
      kind: "unchanged",
      value: {
        changes: [
          { kind: "added", method: "POST" },
          { kind: "unchanged", method: "GET", to: "read" },
        ],
      },
    });
    for (const text of ["", "{", "a: *b", "swagger: '2.0'"]) {
      expect(await preview(text)).toMatchObject({ kind: "refused", problems: [{ field: "document" }] });
    }
    expect((await previewImport(importWorld, { slug: "management", text: "{}", usesBasePath: false })).kind).toBe("absent");
    expect((await previewImport(importWorld, { slug: "a\0b", text: "{}", usesBasePath: false })).kind).toBe("absent");
    expect(await world.prisma.auditEntry.count()).toBe(before);
  });

  it("with thousands of ended keys it is deleted in pieces, and a wrong name deletes none of them", async () => {
    await make("crowded");
    const { id } = await world.prisma.api.findUniqueOrThrow({ where: { slug: "crowded" } });
    await world.prisma.$executeRaw`
      INSERT INTO "Key" ("id", "publicId", "apiId", "planName", "name", "createdBy", "updatedAt", "revokedAt")
      SELECT gen_random_uuid(), 'key_' || lpad((7000000 + n)::text, 10, '0'), ${id}::uuid, 'default', 'many', 'test', now(), now() FROM generate_series(1, 2100) n`;
    expect((await deleteProtectedApi(world, ACTOR, "crowded", "crowd")).kind).toBe("refused");
    expect(await world.prisma.key.count({ where: { apiId: id } })).toBe(2100);
    expect((await deleteProtectedApi(world, ACTOR, "crowded", "crowded")).kind).toBe("done");
    const rows = await world.prisma.auditEntry.findMany({ where: { target: `api:${id}` }, orderBy: { sequence: "asc" } });
    expect(rows.slice(1).map(({ action, details }) => [action, details])).toMatchObject([
      ["api.empty", { keys: 1000 }],
      ["api.empty", { keys: 1000 }],
      ["api.delete", { endedKeys: 100 }],
    ]);
  });

  it("is deleted when no key opens it any more, by its name, and never when it is built in", async () => {
    await make("doomed");
    const made = await createKey(world, ACTOR, { api: "doomed", name: "k" });
    if (made.kind !== "done") throw new Error("no key was made");
    expect(await deleteProtectedApi(world, ACTOR, "doomed", "doomed")).toMatchObject({ kind: "refused", problems: [{ field: "" }] });
    await revokeKey(world, ACTOR, made.value.key.id);
    expect(await deleteProtectedApi(world, ACTOR, "doomed", "dooomed")).toMatchObject({ kind: "refused", problems: [{ field: "typed" }] });
    expect((await deleteProtectedApi(world, ACTOR, "doomed", "doomed")).kind).toBe("done");
    expect(await describeApi(world, "doomed")).toBeNull();
    expect((await deleteProtectedApi(world, ACTOR, "doomed", "doomed")).kind).toBe("absent");
    expect((await deleteProtectedApi(world, ACTOR, "a\0b", "a\0b")).kind).toBe("absent");
    expect((await deleteProtectedApi(world, ACTOR, "management", "management")).kind).toBe("refused");
    expect(await world.prisma.auditEntry.count({ where: { action: "api.delete" } })).toBe(2);
  });

  it("of the management API, what is built in stays", async () => {
    expect(await change("management", { upstream: "sample" })).toMatchObject({ kind: "refused", problems: [{ field: "upstream" }] });
    expect((await change("management", { cors: { origins: ["https://app.example.com"], headers: [] } })).kind).toBe("done");
    expect(await describeApi(world, "service")).toBeNull();
  });

  it("leaves an audit chain that holds", async () => {
    for await (const report of verifyAudit(world.prisma, world.auditMac)) expect(report.broken).toBeNull();
  });
});
