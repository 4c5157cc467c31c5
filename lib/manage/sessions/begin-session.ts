// Begins the session of a user who was let in: tokens, the refresh session, when they last signed in, the audit row.
import type { JsonObject } from "@/lib/core/json";
import { refreshExpiryMs } from "@/lib/core/tokens/judge-refresh";
import { type Change, changing } from "@/lib/manage/changing";
import { ABSENT, done, type Outcome } from "@/lib/manage/outcome";
import { randomUuid } from "@/lib/manage/random-id";
import { type IssuedToken, issueUserToken } from "@/lib/manage/tokens/issue-token";
import type { World } from "@/lib/manage/world";
import { newRefreshSecret, refreshFingerprint } from "./refresh-secret";
import type { SessionPlace } from "./session-place";
import { registrationAt, type SessionUser, tokenFacts } from "./session-user";

/** A refresh token as it leaves, once. */
export interface IssuedRefresh {
  /** Of the session: the same however often it is refreshed. */
  readonly id: string;
  readonly token: string;
  readonly expiresAtMs: number;
}

/** What a sign-in gives out. */
export interface SessionTokens {
  readonly access: IssuedToken;
  /** null = the application gives none out. */
  readonly refresh: IssuedRefresh | null;
}

/** How the user got in. */
export interface Entry {
  readonly user: SessionUser;
  readonly place: SessionPlace;
  /** As the token's `authenticationType` names it. */
  readonly type: "PASSWORD" | "PING";
  readonly wantsTokens: boolean;
  /** Of the client, kept with the session. */
  readonly metadata: JsonObject;
  /** For the audit. */
  readonly actor: string;
  readonly details: JsonObject;
}

/**
 * Begins the session. `absent` when the user was deactivated, or got another password, in the meantime. The access token is signed
 * before the transaction; if that comes to nothing, nobody ever sees it.
 */
export async function beginSession(world: World, entry: Entry): Promise<Outcome<SessionTokens | null>> {
  const { user, place, type } = entry;
  const startedAtMs = world.nowMs();
  const refresh = plannedRefresh(world, entry, startedAtMs);
  const access = entry.wantsTokens
    ? await issueUserToken(world, {
        ...place.settings,
        facts: await tokenFacts(world, user, place, {
          authenticationType: type,
          authenticatedAtMs: startedAtMs,
          sessionId: refresh?.id ?? null,
        }),
      })
    : null;
  return changing(world, entry.actor, async (change) => {
    if (!(await noteLogin(change, user))) return ABSENT;
    if (refresh !== null) await insertSession(change, entry, refresh, startedAtMs);
    change.record(place.tenantId, "session.start", `user:${user.id}`, {
      ...entry.details,
      applicationId: place.applicationId,
      sessionId: refresh?.id ?? null,
    });
    return done(access === null ? null : { access, refresh });
  });
}

/** A ping has no password behind it, and so no session that could outlive the one it stands for. */
function plannedRefresh(world: World, { user, place, type, wantsTokens }: Entry, startedAtMs: number): IssuedRefresh | null {
  const isWanted = wantsTokens && type === "PASSWORD" && place.rules.generateRefreshTokens && registrationAt(user, place) !== null;
  if (!isWanted) return null;
  const expiresAtMs = refreshExpiryMs(place.settings.refresh, { startedAtMs, usedAtMs: startedAtMs, current: null });
  return { id: randomUuid(world.randomBytes), token: newRefreshSecret(world), expiresAtMs };
}

/** By a statement of its own: a sign-in is no update of the user. False when the user is not any more who was let in. */
async function noteLogin({ tx, atMs }: Change, { tenantId, id, passwordHash }: SessionUser): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE "User" SET "lastLoginAt" = ${new Date(atMs)}
    WHERE "tenantId" = ${tenantId}::uuid AND "id" = ${id}::uuid AND "active" AND "passwordHash" IS NOT DISTINCT FROM ${passwordHash}`;
  return count === 1;
}

async function insertSession(change: Change, { user, place, metadata }: Entry, refresh: IssuedRefresh, startedAtMs: number): Promise<void> {
  const { tenantId, applicationId } = place;
  const db = change.tenant(tenantId);
  const startedAt = new Date(startedAtMs);
  // What is over for good is looked for by nobody; a refresh token of it is unknown from now on, which reads the same.
  await db.refreshSession.deleteMany({ where: { userId: user.id, expiresAt: { lte: startedAt } } });
  await db.refreshSession.create({
    data: {
      tenantId,
      id: refresh.id,
      userId: user.id,
      applicationId,
      metadata,
      startedAt,
      lastUsedAt: startedAt,
      expiresAt: new Date(refresh.expiresAtMs),
    },
  });
  await insertRefreshToken(change, { tenantId, sessionId: refresh.id, generation: 0, secret: refresh.token });
}

/** Stores the fingerprint of a session's next refresh token. */
export async function insertRefreshToken(
  change: Change,
  { secret, ...place }: { readonly tenantId: string; readonly sessionId: string; readonly generation: number; readonly secret: string },
): Promise<void> {
  await change.tenant(place.tenantId).refreshToken.create({
    data: {
      ...place,
      id: randomUuid(change.world.randomBytes),
      fingerprint: refreshFingerprint(change.world, secret),
      createdAt: new Date(change.atMs),
    },
  });
}
