// The gate's ports in memory, on Web standards alone.
import { createEmbeddedLimiter } from "@/lib/adapters/embedded/limiter";
import type { KeyRecord } from "@/lib/core/key-record";
import { judgeClaims } from "@/lib/core/tokens/judge-claims";
import { parseToken, type SignatureInput } from "@/lib/core/tokens/parse-token";
import { selectKeys } from "@/lib/core/tokens/select-keys";
import type { TrustedKey } from "@/lib/core/tokens/token-profile";
import type { GatePorts } from "@/lib/ports/gate-ports";
import { UNCOUNTED } from "@/lib/ports/uncounted";
import type { World } from "../world";
import type { WorldKey } from "../world-keys";

/** Ports over the keys and trusted keys of the world. Nothing is hashed: a map in memory has nothing to hide from. */
export function portsOf(world: World): GatePorts {
  const records = new Map(world.keys.map((key) => [`${key.api} ${key.secret}`, recordOf(key)]));
  const trusted = new Map(world.apis.map((api) => [api.slug, (api.trustedKeys ?? []).map(trustedKeyOf)]));
  return {
    clock: { nowMs: () => Date.now() },
    hasher: { fingerprint: (apiId, secret) => `${apiId} ${secret}`, standInId: () => "key_9876543210" },
    keys: { find: (_, fingerprint) => records.get(fingerprint) ?? null },
    limiter: createEmbeddedLimiter(),
    tokens: {
      verify: async (apiId, token, profile, nowMs) => {
        const parsed = parseToken(token, profile.types);
        if (parsed === null) return "invalid_token";
        for (const key of selectKeys(parsed.header, parsed.claims, profile, trusted.get(apiId) ?? [])) {
          if (await isSignedBy(key, parsed)) return judgeClaims(parsed.claims, profile, nowMs);
        }
        return "invalid_token";
      },
    },
    revocations: { judge: () => "good" },
    uses: { note: () => {} },
    ...UNCOUNTED,
  };
}

function trustedKeyOf(key: NonNullable<World["apis"][number]["trustedKeys"]>[number]): TrustedKey {
  return { kid: key.kid, alg: key.alg as TrustedKey["alg"], jwk: { ...key.publicJwk }, issuer: key.issuer ?? null };
}

const ALGORITHMS: Readonly<Record<string, RsaHashedImportParams | HmacImportParams>> = {
  RS256: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
  HS256: { name: "HMAC", hash: "SHA-256" },
};

async function isSignedBy(key: TrustedKey, { signature, signingInput }: SignatureInput): Promise<boolean> {
  const algorithm = ALGORITHMS[key.alg];
  if (algorithm === undefined) return false;
  const verifying = await crypto.subtle.importKey("jwk", key.jwk as JsonWebKey, algorithm, false, ["verify"]);
  return crypto.subtle.verify(algorithm.name, verifying, signature, new TextEncoder().encode(signingInput));
}

function recordOf(key: WorldKey): KeyRecord {
  const instant = (text: string | undefined) => (text === undefined ? null : Date.parse(text));
  return {
    kind: "key",
    id: key.id,
    publicId: key.id,
    apiId: key.api,
    planName: key.plan ?? "default",
    tenantId: key.tenantId ?? null,
    accountId: "organisation",
    name: key.name,
    permissions: key.permissions ?? ["*"],
    endpoints: key.endpoints ?? {},
    ipAllowList: key.ipAllowList ?? [],
    metadata: {},
    keyManager: false,
    expiresAtMs: instant(key.expiresAt),
    pausedAtMs: instant(key.pausedAt),
    revokedAtMs: instant(key.revokedAt),
    version: { id: "v1", retiresAtMs: null },
  };
}
