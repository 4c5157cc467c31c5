// Issues the token that an API key gets for itself: the key's limits and tenant, at most its permissions, no longer than key and secret.
import type { Api } from "@/lib/core/catalogue";
import type { KeyRecord } from "@/lib/core/key-record";
import { type OauthError, oauthError } from "@/lib/core/oauth/oauth-error";
import { keyClaims } from "@/lib/core/tokens/key-claims";
import { MAX_TOKEN_LENGTH } from "@/lib/core/tokens/parse-token";
import { type IssuedToken, issueToken } from "@/lib/manage/tokens/issue-token";
import type { World } from "@/lib/manage/world";

/** How long a key's token lives, in seconds: as vendor page 000 has it. */
export const KEY_TOKEN_SECONDS = 3600;

/** What is asked for. */
export interface KeyTokenRequest {
  readonly api: Api;
  readonly record: KeyRecord;
  /** Out of the key's. */
  readonly permissions: readonly string[];
  /** Of the instance: the issuer of tokens of keys that belong to no tenant. */
  readonly origin: string;
}

/** Issues it. `unauthorized_client` where tokens mean nothing to the API or to the plan of the key. */
export async function issueKeyToken(
  world: World,
  { api, record, permissions, origin }: KeyTokenRequest,
): Promise<IssuedToken | OauthError> {
  const profile = api.dialect.tokens;
  const { publicId } = record;
  if (profile === null || publicId === null) return oauthError("unauthorized_client", "This API takes no tokens.");
  if (api.plans[record.planName]?.allowTokens !== true) {
    return oauthError("unauthorized_client", "The plan of this client allows no tokens.");
  }
  const facts = { record: { ...record, publicId }, permissions, issuer: await issuerOf(world, record, origin), audience: api.slug };
  const issued = await issueToken(world, {
    tenantId: null,
    signingKeyId: null,
    lifeSeconds: KEY_TOKEN_SECONDS,
    notAfterMs: earlier(record.expiresAtMs, record.version?.retiresAtMs ?? null),
    subjects: [["key", record.id], ...(record.tenantId === null ? [] : [["tenant", record.tenantId] as const])],
    claimsOf: (span) => keyClaims(profile, facts, span),
  });
  if (issued.token.length <= MAX_TOKEN_LENGTH) return issued;
  return oauthError("unauthorized_client", "The endpoints and addresses of this client do not fit into a token.");
}

/** A secret that retires leaves no token behind. */
function earlier(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}

/** A tenant's tokens are its issuer's, whoever they are for. */
async function issuerOf({ prisma }: World, { tenantId }: KeyRecord, origin: string): Promise<string> {
  if (tenantId === null) return origin;
  const tenant = await prisma.tenant.findUnique({ where: { id: tenantId }, select: { issuer: true } });
  return tenant?.issuer ?? origin;
}
