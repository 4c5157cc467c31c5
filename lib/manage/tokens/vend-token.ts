// Signs a token with the claims that a caller chose.
import { z } from "zod";
import { isJsonObject, type JsonObject } from "@/lib/core/json";
import { check } from "@/lib/core/schemas/problem";
import { anyJson, uuidText } from "@/lib/core/schemas/texts";
import { MAX_TOKEN_LENGTH } from "@/lib/core/tokens/parse-token";
import { MOST_TOKEN_SECONDS } from "@/lib/core/tokens/revocation";
import { readTokenSettings } from "@/lib/core/tokens/token-settings";
import { vendedClaims } from "@/lib/core/tokens/vended-claims";
import { changing } from "@/lib/manage/changing";
import { done, type Outcome, refused } from "@/lib/manage/outcome";
import type { World } from "@/lib/manage/world";
import { type IssuedToken, issueToken } from "./issue-token";
import { configurationOf } from "./public-keys";

/** The body, for those who write clients. */
export const vendFields = z
  .strictObject({
    claims: z.record(z.string(), anyJson).nullish(),
    keyId: uuidText.nullish(),
    timeToLiveInSeconds: z.int().min(1).max(MOST_TOKEN_SECONDS).nullish(),
  })
  .meta({ id: "VendRequest" });

/** Who asks: on behalf of which tenant, and whether it may speak for the whole instance. */
export interface Vending {
  readonly tenantId: string;
  readonly isInstanceWide: boolean;
}

/**
 * Signs it with the key that is named, or the tenant's own, for as long as is asked, or as the tenant's tokens live. The audit names the
 * token. Refused: a key that the tenant may not use, exactly as one that does not exist, and claims that make a token too long.
 */
export async function vendToken(
  world: World,
  actor: string,
  { tenantId, isInstanceWide }: Vending,
  fields: JsonObject,
): Promise<Outcome<IssuedToken>> {
  const input = check(vendFields, fields);
  if (!input.ok) return refused(...input.problems);
  const { claims, keyId = null, timeToLiveInSeconds } = input.value;
  const tenant = await world.prisma.tenant.findUniqueOrThrow({ where: { id: tenantId } });
  if (keyId != null && !(await isUsable(world, tenantId, keyId))) {
    return refused({ field: "keyId", code: "invalid", message: "There is no signing key with this id." });
  }
  const settings = readTokenSettings(configurationOf(tenant), null);
  const facts = { tenantId, issuer: tenant.issuer, mayNameIssuer: isInstanceWide };
  const issued = await issueToken(world, {
    tenantId,
    signingKeyId: keyId ?? settings.signingKeyId,
    lifeSeconds: timeToLiveInSeconds ?? settings.lifeSeconds,
    subjects: [["tenant", tenantId]],
    claimsOf: (span) => vendedClaims(objectOf(claims), facts, span),
  });
  if (issued.token.length > MAX_TOKEN_LENGTH) {
    return refused({ field: "claims", code: "invalid", message: `A token is at most ${MAX_TOKEN_LENGTH} characters long.` });
  }
  return changing(world, actor, async (change) => {
    change.record(tenantId, "token.vend", `token:${issued.tokenId}`, { claims: Object.keys(objectOf(claims)).sort() });
    return done(issued);
  });
}

async function isUsable({ prisma }: World, tenantId: string, id: string): Promise<boolean> {
  return (await prisma.signingKey.count({ where: { id, retiresAt: null, OR: [{ tenantId: null }, { tenantId }] } })) > 0;
}

function objectOf(claims: unknown): JsonObject {
  return isJsonObject(claims as JsonObject) ? (claims as JsonObject) : {};
}
