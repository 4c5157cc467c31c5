// What OAuth's use cases do to real databases: who is a client, what its tokens say, and how they end.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Api, DEFAULT_SETTINGS } from "@/lib/core/catalogue";
import { cryptofuse } from "@/lib/core/dialects/cryptofuse";
import { standard } from "@/lib/core/dialects/standard";
import type { KeyRecord } from "@/lib/core/key-record";
import { narrowToken } from "@/lib/core/oauth/narrow-token";
import { isOauthError } from "@/lib/core/oauth/oauth-error";
import { judgeClaims } from "@/lib/core/tokens/judge-claims";
import { parseToken } from "@/lib/core/tokens/parse-token";
import type { VerifiedToken } from "@/lib/core/tokens/token-profile";
import type { IssuedToken } from "@/lib/manage/tokens/issue-token";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";
import { exchangeToken } from "./exchange-token";
import { findClient, provesApplication } from "./find-client";
import { issueKeyToken } from "./issue-key-token";
import { revokeToken } from "./revoke-token";

const PROFILE = cryptofuse.tokens!;
const TENANT = randomUUID();

const plan = (name: string, allowTokens: boolean) => ({ name, windows: [], quota: null, allowTokens, endpoints: null });
const API: Api = {
  id: randomUUID(),
  slug: "payments",
  name: "Payments",
  dialect: cryptofuse,
  upstream: "sample",
  hosts: [],
  endpoints: [],
  plans: { default: plan("default", true), plain: plan("plain", false) },
  settings: DEFAULT_SETTINGS,
  holdsForeignSecrets: false,
};
const RECORD: KeyRecord = {
  kind: "key",
  id: randomUUID(),
  publicId: "key_0000000001",
  apiId: API.id,
  planName: "default",
  tenantId: null,
  accountId: "organisation",
  name: "ci",
  permissions: ["read", "write"],
  endpoints: {},
  ipAllowList: [],
  metadata: {},
  keyManager: false,
  expiresAtMs: null,
  pausedAtMs: null,
  revokedAtMs: null,
  version: null,
};

describe.each(Object.entries(TEST_DATABASES))("OAuth on %s", (_name, open) => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await open();
    await world.prisma.tenant.create({ data: { id: TENANT, name: "Acme", issuer: "acme.example" } });
    await world.prisma.api.create({
      data: {
        id: API.id,
        slug: API.slug,
        name: API.name,
        dialect: "cryptofuse",
        settings: {},
        plans: { create: { name: "default", windows: [] } },
      },
    });
  });
  afterAll(() => world?.close());

  const issue = (record: Partial<KeyRecord> = {}, api: Partial<Api> = {}) =>
    issueKeyToken(world, {
      api: { ...API, ...api },
      record: { ...RECORD, ...record },
      permissions: ["read", "write"],
      origin: "https://keys.example.com",
    });

  async function issued(record: Partial<KeyRecord> = {}): Promise<IssuedToken> {
    const token = await issue(record);
    if (isOauthError(token)) throw new Error(token.description);
    return token;
  }

  function verified({ token }: IssuedToken): VerifiedToken {
    const judged = judgeClaims(parseToken(token, null)!.claims, PROFILE, world.nowMs());
    if (typeof judged === "string") throw new Error(judged);
    return judged;
  }

  describe("a key's token", () => {
    it("lives an hour, and never longer than the key, nor than the secret that got it", async () => {
      const { claims } = verified(await issued());
      expect(Number(claims.exp) - Number(claims.iat)).toBe(3600);
      const expiresAtMs = world.nowMs() + 90_000;
      expect((await issued({ expiresAtMs })).expiresAtMs).toBe(Math.floor(expiresAtMs / 1000) * 1000);
      const version = { id: randomUUID(), retiresAtMs: expiresAtMs - 30_000 };
      expect((await issued({ expiresAtMs, version })).expiresAtMs).toBe(Math.floor(version.retiresAtMs / 1000) * 1000);
    });

    it("is of the tenant's issuer, or of the instance where the key has no tenant", async () => {
      expect(verified(await issued({ tenantId: TENANT })).claims).toMatchObject({ iss: "acme.example", tid: TENANT });
      expect(verified(await issued()).claims).toMatchObject({ iss: "https://keys.example.com" });
    });

    it.each([
      ["the plan allows none", { planName: "plain" }, {}],
      ["the plan is gone", { planName: "gone" }, {}],
      ["the API takes none", {}, { dialect: standard }],
      [
        "its grants do not fit into one",
        { endpoints: Object.fromEntries(Array.from({ length: 400 }, (_, n) => [`/items/${n}`, ["GET"]])) },
        {},
      ],
    ])("is refused where %s", async (_reason, record, api) => {
      expect(await issue(record, api)).toMatchObject({ error: "unauthorized_client" });
    });
  });

  it("an exchanged token counts as issued when its subject was, ends with it, and never lives longer", async () => {
    const subject = verified(await issued());
    const narrowed = narrowToken(subject, "at+jwt", PROFILE, { scope: ["read"], audience: null });
    if (isOauthError(narrowed)) throw new Error(narrowed.description);
    const notAfterMs = world.nowMs() + 30_000;
    const token = verified(await exchangeToken(world, { ...narrowed, notAfterMs }));
    expect(token.permissions).toEqual(["read"]);
    expect(token.issuedAtMs).toBe(subject.issuedAtMs);
    expect(token.expiresAtMs).toBeLessThanOrEqual(notAfterMs);
    expect(token.tokenId).not.toBe(subject.tokenId);
    expect(token.claims).toMatchObject({ anc: [subject.tokenId], kfk: RECORD.publicId, kfd: subject.claims.kfd });
  });

  it("a revocation ends that token alone, is audited, and is told to every process", async () => {
    const tokenId = randomUUID();
    await revokeToken(world, "key:key_0000000001", { tokenId, tenantId: null });
    expect(await world.prisma.tokenRevocation.findMany({ where: { subject: tokenId } })).toMatchObject([{ kind: "token" }]);
    expect(world.announced.at(-1)?.revocations).toMatchObject([{ kind: "token", subject: tokenId }]);
    const audited = await world.prisma.auditEntry.findFirstOrThrow({ where: { target: `token:${tokenId}` } });
    expect(audited).toMatchObject({ action: "token.revoke", actor: "key:key_0000000001" });
  });

  describe("a client", () => {
    it("is a key, by either of its ids", async () => {
      const data = { id: randomUUID(), publicId: "key_0000000007", apiId: API.id, planName: "default", name: "client", createdBy: "test" };
      await world.prisma.key.create({ data });
      const found = { kind: "key", id: data.id, apiId: API.id };
      expect(await findClient(world, data.publicId)).toEqual(found);
      expect(await findClient(world, data.id.toUpperCase())).toEqual(found);
    });

    it("is an application that has a client secret, and proves itself by that alone", async () => {
      const [id, without] = [randomUUID(), randomUUID()];
      const sealedClientSecret = new Uint8Array(world.sealing.seal("the client's secret", `application:${id}:clientSecret`));
      await world.prisma.application.create({ data: { id, tenantId: TENANT, name: "app", sealedClientSecret } });
      await world.prisma.application.create({ data: { id: without, tenantId: TENANT, name: "public app" } });
      expect(await findClient(world, without)).toBeNull();
      const found = await findClient(world, id);
      if (found?.kind !== "application") throw new Error("the application was not found");
      expect(found).toMatchObject({ id, tenantId: TENANT, isActive: true });
      expect(provesApplication(world, found, "the client's secret")).toBe(true);
      expect(provesApplication(world, found, "another secret")).toBe(false);
    });

    it.each(["", "nobody", "key_0000000099", randomUUID(), "key_0000000007\0"])("is nobody called %j", async (clientId) => {
      expect(await findClient(world, clientId)).toBeNull();
    });
  });
});
