// What owners change of members: their role, and whether they may sign in. Either ends the member's sessions.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { check, type Problem } from "@/lib/core/schemas/problem";
import { changing } from "@/lib/manage/changing";
import { ABSENT, done, type Outcome, refused, unchanged } from "@/lib/manage/outcome";
import { withdrawAllOf } from "@/lib/manage/requests/withdraw-request";
import type { World } from "@/lib/manage/world";
import { dropSessions } from "./end-sessions";
import { memberActor } from "./member";
import { roleText } from "./member-fields";
import { keepsAnOwner, lockTeam } from "./owners";

/** The problem of whoever would lock themselves out. */
export const ONESELF: Problem = { field: "", code: "invalid", message: "You cannot do this to yourself. Another owner can." };

const CONFINED: Problem = {
  field: "role",
  code: "invalid",
  message: "Owners reach every tenant, and this member is confined to some. Let them reach every tenant first.",
};

/** Gives the member another role. Refused: an owner who is confined, and the last owner another role. */
export async function changeRole(world: World, actor: string, id: string, wanted: unknown): Promise<Outcome<null>> {
  const role = check(roleText, wanted);
  if (!role.ok) return refused(...role.problems.map((problem) => ({ ...problem, field: "role" })));
  return changing(world, actor, async (change) => {
    const { tx, record } = change;
    // Nobody confines the member meanwhile.
    await lockTeam(tx);
    const member = await tx.member.findUnique({ where: { id } });
    if (member === null) return ABSENT;
    if (member.role === role.value) return unchanged(null);
    if (role.value === "owner" && member.isConfined) return refused(CONFINED);
    const flaw = await keepsAnOwner(tx, member);
    if (flaw !== null) return refused(flaw);
    // They may have been removed since they were read.
    if ((await tx.member.updateMany({ where: { id }, data: { role: role.value } })).count === 0) return ABSENT;
    await dropSessions(change, id);
    record(INSTANCE_CHAIN, "member.change-role", memberActor({ id }), { from: member.role, to: role.value });
    return done(null);
  });
}

/** Keeps the member from signing in, until they are enabled again. Their keys go on as before. */
export function disableMember(world: World, actor: string, id: string): Promise<Outcome<null>> {
  return changing(world, actor, async (change) => {
    const { tx, atMs, record } = change;
    const member = await tx.member.findUnique({ where: { id } });
    if (member === null) return ABSENT;
    if (actor === memberActor(member)) return refused(ONESELF);
    if (member.disabledAt !== null) return unchanged(null);
    const flaw = await keepsAnOwner(tx, member);
    if (flaw !== null) return refused(flaw);
    if ((await tx.member.updateMany({ where: { id }, data: { disabledAt: new Date(atMs) } })).count === 0) return ABSENT;
    // A link that was sent before would let nobody in, but it would set a password.
    await tx.resetLink.deleteMany({ where: { memberId: id } });
    await dropSessions(change, id);
    await withdrawAllOf(change, id, actor);
    record(INSTANCE_CHAIN, "member.disable", memberActor({ id }), {});
    return done(null);
  });
}

/** Lets a disabled member sign in again. */
export function enableMember(world: World, actor: string, id: string): Promise<Outcome<null>> {
  return changing(world, actor, async ({ tx, record }) => {
    const { count } = await tx.member.updateMany({ where: { id, disabledAt: { not: null } }, data: { disabledAt: null } });
    if (count === 0) return (await tx.member.count({ where: { id } })) === 0 ? ABSENT : unchanged(null);
    record(INSTANCE_CHAIN, "member.enable", memberActor({ id }), {});
    return done(null);
  });
}
