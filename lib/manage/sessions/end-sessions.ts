// Ends sessions of tenants' users, with their access tokens: by sign-out, or because somebody who manages them says so.
import { type Change, changing } from "@/lib/manage/changing";
import { ABSENT, done, type Outcome } from "@/lib/manage/outcome";
import type { World } from "@/lib/manage/world";
import { findRefresh, findTenantOfApplication, findTenantOfUser, listSessions, type SessionSelector } from "./find-sessions";
import { ended, type SessionEnd } from "./refresh-session";

/** What is to end: one session, or all of a user, of an application, of a user at an application. */
export type EndSelector = SessionSelector & { readonly token?: string | undefined };

/**
 * A refresh that was under way issues its token after this change, which a revocation of what was issued before does not hit. Sessions
 * that were used so lately are therefore ended by name.
 */
const UNDER_WAY_MS = 5_000;

/** Ends what the selector names in those tenants. `absent` when one of its parts names nothing there. */
export async function revokeSessions(
  world: World,
  actor: string,
  tenantIds: readonly string[],
  selector: EndSelector,
): Promise<Outcome<null>> {
  const { token, ...parts } = selector;
  const found = token === undefined ? null : await findRefresh(world, tenantIds, token);
  if (token !== undefined && found === null) return ABSENT;
  const wanted = found === null ? parts : { ...parts, id: found.session.id };
  const tenantId = wanted.id === undefined ? await tenantOf(world, tenantIds, wanted) : await tenantOfSession(world, tenantIds, wanted);
  if (tenantId === null) return ABSENT;
  return changing(world, actor, async (change) => {
    await endSessions(change, tenantId, wanted, "revoked");
    return done(null);
  });
}

/**
 * Signs out by refresh tokens: each ends its session. `isGlobal` ends every session of the user, and every access token, for a token
 * that is good; a spent one was perhaps stolen, and ends no more than its own. What names nothing ends nothing, and nobody is told.
 */
export async function signOut(world: World, tenantIds: readonly string[], secrets: readonly string[], isGlobal: boolean): Promise<void> {
  for (const secret of secrets) {
    const found = await findRefresh(world, tenantIds, secret);
    if (found === null || found.session.endedAt !== null) continue;
    const { tenantId, id, userId, expiresAt } = found.session;
    const isGood = found.token.spentAt === null && expiresAt.getTime() > world.nowMs();
    await changing(world, `user:${userId}`, async (change) => {
      await endSessions(change, tenantId, isGlobal && isGood ? { userId } : { id }, "logout");
      return done(null);
    });
  }
}

/** Within a change: ends what goes on of the selection, and every access token of it, also of those that have no session. */
export async function endSessions(change: Change, tenantId: string, selector: SessionSelector, by: SessionEnd): Promise<void> {
  const { id, userId, applicationId } = selector;
  const rows = await change.tenant(tenantId).refreshSession.updateManyAndReturn({
    where: { id, userId, applicationId, endedAt: null },
    data: ended(change, by),
    select: { id: true, lastUsedAt: true },
  });
  const [whole] = wholeOf(selector);
  if (whole !== undefined) change.revokeTokens(whole.kind, whole.id);
  for (const { id: session, lastUsedAt } of rows) {
    if (whole === undefined || lastUsedAt.getTime() > change.atMs - UNDER_WAY_MS) change.revokeTokens("session", session);
  }
  const target = id === undefined ? (whole === undefined ? `user:${userId}` : `${whole.kind}:${whole.id}`) : `session:${id}`;
  change.record(tenantId, by === "logout" ? "session.end" : "session.revoke", target, {
    sessions: rows.length,
    ...(applicationId === undefined ? {} : { applicationId }),
  });
}

/** A user or an application as a whole, where that is what is named. */
function wholeOf({ id, userId, applicationId }: SessionSelector): { readonly kind: "user" | "application"; readonly id: string }[] {
  if (id !== undefined || (userId !== undefined && applicationId !== undefined)) return [];
  if (userId !== undefined) return [{ kind: "user", id: userId }];
  return applicationId === undefined ? [] : [{ kind: "application", id: applicationId }];
}

async function tenantOfSession(world: World, tenantIds: readonly string[], selector: SessionSelector): Promise<string | null> {
  const [session] = await listSessions(world, tenantIds, selector);
  return session?.tenantId ?? null;
}

/** The tenant that every part of the selector is in; null where one is not. */
async function tenantOf(world: World, tenantIds: readonly string[], { userId, applicationId }: SessionSelector): Promise<string | null> {
  const ofUser = userId === undefined ? null : await findTenantOfUser(world, tenantIds, userId);
  if (userId !== undefined && ofUser === null) return null;
  if (applicationId === undefined) return ofUser;
  return findTenantOfApplication(world, ofUser === null ? tenantIds : [ofUser], applicationId);
}
