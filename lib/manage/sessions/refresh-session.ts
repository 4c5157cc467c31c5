// Exchanges a refresh token for the next access token, and ends the whole session when a spent one comes back.
import { judgeRefresh, type RefreshVerdict, refreshExpiryMs } from "@/lib/core/tokens/judge-refresh";
import { type Change, changing } from "@/lib/manage/changing";
import { done, type Outcome } from "@/lib/manage/outcome";
import { type IssuedToken, issueUserToken } from "@/lib/manage/tokens/issue-token";
import type { World } from "@/lib/manage/world";
import type { RefreshSession } from "@/prisma/generated/client";
import { type IssuedRefresh, insertRefreshToken } from "./begin-session";
import { type FoundRefresh, findRefresh } from "./find-sessions";
import { newRefreshSecret } from "./refresh-secret";
import { findSessionPlace, type SessionPlace } from "./session-place";
import { findSessionUser, isExpired, registrationAt, type SessionUser, tokenFacts } from "./session-user";

/** What came in. */
export interface RefreshAttempt {
  /** The tenants that the call may be about. */
  readonly tenantIds: readonly string[];
  readonly secret: string;
  /** The access token is to live no longer; null = as long as it may. */
  readonly lifeSeconds: number | null;
}

/** What goes out. */
export interface Refreshed {
  readonly access: IssuedToken;
  readonly refresh: IssuedRefresh;
}

/** A session that may be refreshed as far as user and place are concerned. */
interface Ground extends FoundRefresh {
  readonly user: SessionUser;
  readonly place: SessionPlace;
}

/**
 * Refreshes, or null: whatever is wrong with the token, the client learns only that it is no good. Of any number of uses at once one
 * succeeds; without a grace the next is a reuse and ends the session, with its access tokens, for all of them.
 */
export async function refreshSession(world: World, attempt: RefreshAttempt): Promise<Refreshed | null> {
  const found = await findRefresh(world, attempt.tenantIds, attempt.secret);
  const ground = found === null ? null : await findGround(world, found);
  if (ground === null) return null;
  // Signed before the transaction, which judges again; if that comes to nothing, nobody ever sees it.
  const access = judge(ground, world.nowMs()) === "good" ? await issueNext(world, ground, attempt) : null;
  const secret = newRefreshSecret(world);
  const outcome = await changing(world, `user:${ground.user.id}`, (change) =>
    spend(change, ground, { presented: attempt.secret, next: secret }),
  );
  const refresh = outcome.kind === "done" || outcome.kind === "unchanged" ? outcome.value : null;
  return access === null || refresh === null ? null : { access, refresh };
}

/** Null when the user was deactivated, their time is over, or they are not registered any more; when the application lets nobody in. */
async function findGround(world: World, { token, session }: FoundRefresh): Promise<Ground | null> {
  const { tenantId, userId, applicationId } = session;
  const place = await findSessionPlace(world, tenantId, applicationId);
  const user = await findSessionUser(world, tenantId, userId);
  if (place === null || !place.isActive || !place.rules.allowTokenRefresh) return null;
  if (user === null || !user.active || isExpired(user, world.nowMs())) return null;
  return applicationId !== null && registrationAt(user, place) === null ? null : { token, session, user, place };
}

async function issueNext(world: World, { user, place, session }: Ground, { lifeSeconds }: RefreshAttempt): Promise<IssuedToken> {
  const { settings } = place;
  return issueUserToken(world, {
    ...settings,
    lifeSeconds: Math.min(lifeSeconds ?? settings.lifeSeconds, settings.lifeSeconds),
    facts: await tokenFacts(world, user, place, {
      authenticationType: "REFRESH_TOKEN",
      authenticatedAtMs: session.startedAt.getTime(),
      sessionId: session.id,
    }),
  });
}

function judge({ token, session, place }: Ground, nowMs: number): RefreshVerdict {
  const presented = {
    startedAtMs: session.startedAt.getTime(),
    expiresAtMs: session.expiresAt.getTime(),
    endedAtMs: session.endedAt?.getTime() ?? null,
    spentAtMs: token.spentAt?.getTime() ?? null,
  };
  return judgeRefresh(presented, place.settings.refresh, nowMs);
}

/** One use of the token, with its session locked. Null: it came to nothing, or ended the session. */
async function spend(
  change: Change,
  ground: Ground,
  secrets: { readonly presented: string; readonly next: string },
): Promise<Outcome<IssuedRefresh | null>> {
  const locked = await lockGround(change, ground);
  const verdict = locked === null ? "over" : judge(locked, change.atMs);
  if (locked === null || verdict === "over") return { kind: "unchanged", value: null };
  if (verdict === "reused") return endForReuse(change, locked);
  const { session, token, place } = locked;
  const { isOneTime } = place.settings.refresh;
  const expiresAtMs = await noteUse(change, locked);
  if (isOneTime) await exchange(change, locked, secrets.next);
  change.record(session.tenantId, "session.refresh", `session:${session.id}`, { generation: token.generation });
  return done({ id: session.id, token: isOneTime ? secrets.next : secrets.presented, expiresAtMs });
}

/**
 * Reads user, session and token again, none of which changes from here to the commit. The user comes first, as in a deletion, so that
 * the two cannot wait for each other.
 */
async function lockGround({ tx, tenant }: Change, ground: Ground): Promise<Ground | null> {
  const { tenantId, id, userId } = ground.session;
  const users = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "User" WHERE "tenantId" = ${tenantId}::uuid AND "id" = ${userId}::uuid AND "active" FOR SHARE`;
  if (users.length === 0) return null;
  await tx.$queryRaw`SELECT 1 FROM "RefreshSession" WHERE "tenantId" = ${tenantId}::uuid AND "id" = ${id}::uuid FOR UPDATE`;
  const session = await tenant(tenantId).refreshSession.findFirst({ where: { id } });
  const token = await tenant(tenantId).refreshToken.findFirst({ where: { id: ground.token.id } });
  return session === null || token === null ? null : { ...ground, session, token };
}

async function noteUse({ tenant, atMs }: Change, { session, place }: Ground): Promise<number> {
  const { tenantId, id, startedAt, expiresAt } = session;
  const expiresAtMs = refreshExpiryMs(place.settings.refresh, {
    startedAtMs: startedAt.getTime(),
    usedAtMs: atMs,
    current: expiresAt.getTime(),
  });
  await tenant(tenantId).refreshSession.updateMany({
    where: { id },
    data: { lastUsedAt: new Date(atMs), expiresAt: new Date(expiresAtMs) },
  });
  return expiresAtMs;
}

/** The first use is when it was spent: a grace is not prolonged by further ones. */
async function exchange(change: Change, { session, token }: Ground, secret: string): Promise<void> {
  const { tenantId, id: sessionId } = session;
  const { refreshToken } = change.tenant(tenantId);
  if (token.spentAt === null) await refreshToken.updateMany({ where: { id: token.id }, data: { spentAt: new Date(change.atMs) } });
  const { _max } = await refreshToken.aggregate({ where: { sessionId }, _max: { generation: true } });
  await insertRefreshToken(change, { tenantId, sessionId, generation: (_max.generation ?? token.generation) + 1, secret });
}

async function endForReuse(change: Change, { session, token }: Ground): Promise<Outcome<null>> {
  await change.tenant(session.tenantId).refreshSession.updateMany({ where: { id: session.id }, data: ended(change, "reuse") });
  change.revokeTokens("session", session.id);
  change.record(session.tenantId, "session.reuse", `session:${session.id}`, { userId: session.userId, generation: token.generation });
  return done(null);
}

/** Why a session ended. */
export type SessionEnd = "logout" | "reuse" | "revoked";

/** What is written when a session ends. */
export function ended({ atMs }: Pick<Change, "atMs">, endedBy: SessionEnd): Pick<RefreshSession, "endedAt" | "endedBy"> {
  return { endedAt: new Date(atMs), endedBy };
}
