// What members change of their own account: their name and their password.
import { z } from "zod";
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { check } from "@/lib/core/schemas/problem";
import { changing } from "@/lib/manage/changing";
import { ABSENT, done, type Outcome, refused, unchanged } from "@/lib/manage/outcome";
import type { World } from "@/lib/manage/world";
import { memberActor } from "./member";
import { judgeNewPassword, memberName } from "./member-fields";
import { type Oneself, proveStored, WRONG_PASSWORD } from "./prove-password";
import type { TeamWorld } from "./team-world";

const nameInput = z.strictObject({ name: memberName });
const passwordInput = z.strictObject({ current: z.string(), password: z.string(), repeated: z.string() });

/** Gives the member another name. */
export async function renameOneself(world: World, memberId: string, fields: unknown): Promise<Outcome<null>> {
  const input = check(nameInput, fields);
  if (!input.ok) return refused(...input.problems);
  const { name } = input.value;
  return changing(world, memberActor({ id: memberId }), async ({ tx, record }) => {
    const member = await tx.member.findUnique({ where: { id: memberId } });
    if (member === null) return ABSENT;
    if (member.name === name) return unchanged(null);
    await tx.member.update({ where: { id: memberId }, data: { name } });
    record(INSTANCE_CHAIN, "member.rename", memberActor(member), { from: member.name, to: name });
    return done(null);
  });
}

/** Sets another password, for whoever knows the old one (`current`). Every session but `keptSessionId` ends. */
export async function changePassword(world: TeamWorld, self: Oneself, keptSessionId: string, fields: unknown): Promise<Outcome<null>> {
  const member = await world.prisma.member.findUnique({ where: { id: self.memberId } });
  if (member === null) return ABSENT;
  const input = check(
    passwordInput.superRefine((typed, context) => judgeNewPassword(typed, [member.email, member.name], context)),
    fields,
  );
  if (!input.ok) return refused(...input.problems);
  const { current, password } = input.value;
  const proof = await proveStored(world, self, current);
  if (!("passwordHash" in proof)) return refused(proof.field === "password" ? { ...proof, field: "current" } : proof);
  const passwordHash = await world.hashPassword(password);
  return changing(world, memberActor(member), async ({ tx, record }) => {
    // Hashing takes a while, in which the member may have set another one by a link.
    const { count } = await tx.member.updateMany({ where: { id: member.id, passwordHash: proof.passwordHash }, data: { passwordHash } });
    if (count === 0) return refused({ ...WRONG_PASSWORD, field: "current" });
    // A link to set a password that was asked for before would undo this.
    await tx.resetLink.deleteMany({ where: { memberId: member.id } });
    await tx.consoleSession.deleteMany({ where: { memberId: member.id, id: { not: keptSessionId } } });
    record(INSTANCE_CHAIN, "member.change-password", memberActor(member), { address: self.address });
    return done(null);
  });
}
