// Issues tokens: signed by the key of their place, for no longer than they may live, later than what revoked their like.
import type { JsonObject } from "@/lib/core/json";
import { issueInstantMs, MOST_TOKEN_SECONDS, type RevocationKind } from "@/lib/core/tokens/revocation";
import type { TokenForm } from "@/lib/core/tokens/token-settings";
import type { TokenSpan } from "@/lib/core/tokens/token-span";
import { type UnsignedToken, type UserTokenFacts, userClaims } from "@/lib/core/tokens/user-claims";
import { randomUuid } from "@/lib/manage/random-id";
import type { World } from "@/lib/manage/world";
import { type SigningPlace, signingKeyFor } from "./signing-keys";

/** A token as it leaves, once. */
export interface IssuedToken {
  readonly token: string;
  readonly tokenId: string;
  readonly expiresAtMs: number;
}

/** What is to be issued. `claimsOf` gets the span that the token will have. */
export interface TokenRequest extends SigningPlace {
  readonly lifeSeconds: number;
  /** Not beyond this instant, whatever the life; null = no such end. */
  readonly notAfterMs?: number | null;
  /** What may have had its tokens revoked: the new one must be later than that. */
  readonly subjects: readonly (readonly [RevocationKind, string])[];
  claimsOf(span: TokenSpan): UnsignedToken;
}

/** Issues a token. Makes the place's signing key when there is none. Not to be called within a transaction: RSA keys take a while. */
export async function issueToken(world: World, request: TokenRequest): Promise<IssuedToken> {
  const key = await signingKeyFor(world, request);
  const issuedAtMs = issueInstantMs(world.nowMs(), await revokedUntilMs(world, request.subjects));
  const life = Math.min(request.lifeSeconds, MOST_TOKEN_SECONDS);
  const last = request.notAfterMs == null ? Number.POSITIVE_INFINITY : Math.floor(request.notAfterMs / 1000);
  const span: TokenSpan = {
    tokenId: randomUuid(world.randomBytes),
    issuedAtMs,
    expiresAtSeconds: Math.min(Math.floor(issuedAtMs / 1000) + life, last),
  };
  const { type, claims } = request.claimsOf(span);
  const header: JsonObject = { typ: type };
  return { token: world.signer.sign(key, header, claims), tokenId: span.tokenId, expiresAtMs: span.expiresAtSeconds * 1000 };
}

/** What a user's token is made by. */
export interface UserTokenRequest {
  readonly form: TokenForm;
  readonly signingKeyId: string | null;
  readonly lifeSeconds: number;
  readonly facts: UserTokenFacts;
}

/** Issues the access token of a tenant's user. */
export function issueUserToken(world: World, { form, signingKeyId, lifeSeconds, facts }: UserTokenRequest): Promise<IssuedToken> {
  const { tenantId, applicationId } = facts;
  return issueToken(world, {
    tenantId,
    signingKeyId,
    lifeSeconds,
    subjects: [["user", facts.user.id], ["tenant", tenantId], ...(applicationId === null ? [] : [["application", applicationId] as const])],
    claimsOf: (span) => userClaims(form, facts, span),
  });
}

async function revokedUntilMs(world: World, subjects: TokenRequest["subjects"]): Promise<number | null> {
  if (subjects.length === 0) return null;
  const { _max } = await world.prisma.tokenRevocation.aggregate({
    _max: { issuedUntil: true },
    where: { OR: subjects.map(([kind, subject]) => ({ kind, subject })) },
  });
  return _max.issuedUntil?.getTime() ?? null;
}
