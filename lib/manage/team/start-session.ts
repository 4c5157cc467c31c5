// Begins a session of the console: its row, its audit row, and the claims for its cookie.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import type { JsonObject } from "@/lib/core/json";
import { KEPT_MS } from "@/lib/core/retention-terms";
import type { SessionClaims } from "@/lib/core/session";
import type { Change } from "@/lib/manage/changing";
import { randomUuid } from "@/lib/manage/random-id";
import type { Member } from "@/prisma/generated/client";
import { type KnownMember, memberActor } from "./member";
import type { Whence } from "./team-world";

const MAX_AGENT_CHARACTERS = 200;

/** What a sign-in was judged by beside the member's session version: it must be so still when the session begins. */
export type ProvenBy = Partial<Pick<Member, "passwordHash" | "totpSince">>;

/**
 * Begins it; null where the member was disabled, or what was proved stopped being true, since it was looked at. Sessions of the member
 * that are long over are forgotten. `details` say by what the member proved who they are.
 */
export async function startSession(
  { world, tx, atMs, record }: Change,
  member: KnownMember,
  { address, agent }: Whence,
  details: JsonObject,
  proven: ProvenBy = {},
): Promise<SessionClaims | null> {
  const at = new Date(atMs);
  const { sessionVersion } = member;
  // Judging a password takes a while, in which it may have been replaced.
  const { count } = await tx.member.updateMany({
    where: { ...proven, id: member.id, sessionVersion, disabledAt: null },
    data: { lastSignInAt: at },
  });
  if (count === 0) return null;
  const id = randomUuid(world.randomBytes);
  await tx.consoleSession.deleteMany({ where: { memberId: member.id, lastSeenAt: { lt: new Date(atMs - KEPT_MS.consoleSession) } } });
  await tx.consoleSession.create({
    data: { id, memberId: member.id, startedAt: at, lastSeenAt: at, address, agent: agent.slice(0, MAX_AGENT_CHARACTERS) },
  });
  record(INSTANCE_CHAIN, "session.start", memberActor(member), { address, ...details });
  return { sessionId: id, memberId: member.id, version: sessionVersion, signedInAtMs: atMs };
}
