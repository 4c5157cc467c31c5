// Ends users' sessions within the change that took their ground away: a new password, an end of membership. Sign-outs are in end-sessions.ts.
import type { Change } from "@/lib/manage/changing";
import type { Prisma } from "@/prisma/generated/client";

/** Whose sessions end. */
export interface EndedSessions {
  readonly tenantId: string;
  readonly userIds: readonly string[];
  /** Only sessions with this application; undefined = all. */
  readonly applicationId?: string;
  /** Stored with the session: `password-change`, `deactivation` … */
  readonly endedBy: string;
}

/**
 * Ends the sessions that are open and revokes the users' tokens. Each session is revoked by itself as well: a refresh that was under way
 * issues a token that is younger than this change. Tokens are revoked by user even where one application is meant: one that was issued
 * without a session names nothing narrower than its user, and clients of the other applications still hold refresh tokens for new ones.
 */
export async function endSessionsOfUsers(change: Change, { tenantId, userIds, applicationId, endedBy }: EndedSessions): Promise<void> {
  const where: Prisma.RefreshSessionWhereInput = { userId: { in: [...userIds] }, applicationId, endedAt: null };
  const ended = await change.tenant(tenantId).refreshSession.updateManyAndReturn({
    where,
    data: { endedAt: new Date(change.atMs), endedBy },
    select: { id: true },
  });
  for (const { id } of ended) change.revokeTokens("session", id);
  for (const userId of userIds) change.revokeTokens("user", userId);
}
