import { expect, test } from "vitest";
import { cryptofuse } from "@/lib/core/dialects/cryptofuse";
import { fusionAi } from "@/lib/core/dialects/fusion-ai";
import { fusionauth } from "@/lib/core/dialects/fusionauth";
import type { KeyRecord } from "@/lib/core/key-record";
import { keyClaims } from "./key-claims";

const RECORD: KeyRecord & { readonly publicId: string } = {
  kind: "key",
  id: "0b3f0b8e-5b0e-4a53-8a43-1c1f2f8b9a01",
  publicId: "key_0123456789",
  apiId: "0b3f0b8e-5b0e-4a53-8a43-1c1f2f8b9a02",
  planName: "gold",
  tenantId: null,
  accountId: "organisation",
  name: "ci",
  permissions: ["read"],
  endpoints: {},
  ipAllowList: [],
  metadata: { team: "billing" },
  keyManager: true,
  expiresAtMs: null,
  pausedAtMs: null,
  revokedAtMs: null,
  version: { id: "v1", retiresAtMs: null },
};
const SPAN = { tokenId: "t1", issuedAtMs: 1_000_500, expiresAtSeconds: 4600 };
const facts = (record: Partial<Omit<KeyRecord, "publicId">> = {}) => ({
  record: { ...RECORD, ...record },
  permissions: ["read"],
  issuer: "https://keys.example.com",
  audience: "payments",
});
const KEY = { kfk: RECORD.publicId, kfd: { id: RECORD.id, api: RECORD.apiId, plan: "gold", account: "organisation" } };
const COMMON = { iat: 1000, exp: 4600, jti: "t1", kft: 1_000_500, ...KEY };

test("Fusion AI: typ JWT, sub user_ and digits, the fixed issuer and audience, a scope that is a list", () => {
  expect(keyClaims(fusionAi.tokens!, facts(), SPAN)).toEqual({
    type: "JWT",
    claims: { ...COMMON, iss: "fusion-ai", aud: "api.mcp4.ai", sub: "user_0123456789", scope: ["read"] },
  });
});

test("FusionAuth: permissions are roles, and the mark of an access token", () => {
  expect(keyClaims(fusionauth.tokens!, facts(), SPAN)).toEqual({
    type: "JWT",
    claims: { ...COMMON, iss: "https://keys.example.com", aud: "payments", sub: RECORD.publicId, tty: "at", roles: ["read"] },
  });
});

test("RFC 9068: typ at+jwt, the client as its own subject, a scope that is one text", () => {
  expect(keyClaims(cryptofuse.tokens!, facts(), SPAN)).toEqual({
    type: "at+jwt",
    claims: {
      ...COMMON,
      iss: "https://keys.example.com",
      aud: "payments",
      sub: RECORD.publicId,
      client_id: RECORD.publicId,
      scope: "read",
    },
  });
});

test("tenant, endpoints and addresses of the key go along; that it manages keys, and its metadata, do not", () => {
  const confined = { tenantId: "t", endpoints: { "/v0/payments": ["GET"] }, ipAllowList: ["10.0.0.0/8"] };
  const { claims } = keyClaims(cryptofuse.tokens!, facts(confined), SPAN);
  expect(claims).toMatchObject({ tid: "t", kfd: { endpoints: confined.endpoints, addresses: confined.ipAllowList } });
  expect(JSON.stringify(claims)).not.toMatch(/billing|anager/);
});
