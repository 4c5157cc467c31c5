// Confines a member to tenants, or lets them reach every one: it holds from the member's next request on.
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { check } from "@/lib/core/schemas/problem";
import { changing } from "@/lib/manage/changing";
import { ABSENT, done, type Outcome, refused, unchanged } from "@/lib/manage/outcome";
import type { World } from "@/lib/manage/world";
import { confinementColumns, confinementDetails, confinementFields, judgeConfinement } from "./confinement";
import { CONFINEMENT, memberActor } from "./member";
import { lockTeam } from "./owners";

const confinementInput = z.strictObject(confinementFields);

/** Makes the member reach the chosen tenants alone, or every one (`isConfined`: false). Refused: owners, no tenant, one that is gone. */
export async function confineMember(world: World, actor: string, id: string, fields: unknown): Promise<Outcome<null>> {
  const input = check(confinementInput, fields);
  if (!input.ok) return refused(...input.problems.map((problem) => ({ ...problem, field: "tenantIds" })));
  return changing(world, actor, async ({ tx, record }) => {
    // Nobody makes the member an owner meanwhile.
    await lockTeam(tx);
    const member = await tx.member.findUnique({ where: { id }, include: CONFINEMENT });
    if (member === null) return ABSENT;
    const flaw = await judgeConfinement(tx, member.role, input.value);
    if (flaw !== null) return refused(flaw);
    const { isConfined, tenants } = confinementColumns(input.value);
    const before = member.tenants.map(({ tenantId }) => tenantId);
    const after = tenants.create.map(({ tenantId }) => tenantId).sort();
    if (member.isConfined === isConfined && isDeepStrictEqual(before, after)) return unchanged(null);
    await tx.member.update({ where: { id }, data: { isConfined, tenants: { deleteMany: {}, ...tenants } } });
    const details = { ...confinementDetails(input.value), ...(member.isConfined ? { before } : {}) };
    record(INSTANCE_CHAIN, isConfined ? "member.confine" : "member.unconfine", memberActor({ id }), details);
    return done(null);
  });
}
