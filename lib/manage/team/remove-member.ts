// Removes a member, and hands on the keys that a member holds: keys outlive people.
import { Buffer } from "node:buffer";
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { ORGANISATION } from "@/lib/core/key-record";
import type { Problem } from "@/lib/core/schemas/problem";
import { readUuid } from "@/lib/core/schemas/texts";
import { type Change, changing } from "@/lib/manage/changing";
import { ABSENT, done, type Outcome, type Refusal, refused, unchanged } from "@/lib/manage/outcome";
import { withdrawAllOf } from "@/lib/manage/requests/withdraw-request";
import type { World } from "@/lib/manage/world";
import type { Member } from "@/prisma/generated/client";
import { ONESELF } from "./change-member";
import { memberActor } from "./member";
import { keepsAnOwner } from "./owners";

/** So many keys change hands in one transaction: the embedded database ends long ones. */
const PIECE = 1000;

const NO_HEIR: Problem = { field: "heir", code: "invalid", message: "There is no such member any more. Choose somebody else." };

/**
 * Hands all keys of the member to the organisation or to another member (`organisation`, or a UUID), in pieces where they are many. Answers
 * how many they were.
 */
export async function handOnKeys(world: World, actor: string, id: string, heir: string): Promise<Outcome<number>> {
  for (let keys = 0; ; ) {
    const outcome = await changing(world, actor, async (change) => {
      if ((await change.tx.member.count({ where: { id } })) === 0) return ABSENT;
      const to = await findHolder(change, id, heir);
      return to === null ? refused(NO_HEIR) : handOnPiece(change, id, to);
    });
    if (outcome.kind !== "done" && outcome.kind !== "unchanged") return outcome;
    keys += outcome.value;
    if (outcome.value < PIECE) return keys === 0 ? unchanged(0) : done(keys);
  }
}

/**
 * Removes the member for good; their keys go on, held by `heir` from now on. Where they hold many, most change hands before, in pieces:
 * whoever is interrupted there finds a member with fewer keys.
 */
export async function removeMember(world: World, actor: string, id: string, heir: string): Promise<Outcome<null>> {
  while (await holdsMany(world, id)) {
    const outcome = await changing(world, actor, async (change) => {
      const judged = await judgeRemoval(change, actor, id, heir);
      return judged.kind === "judged" ? handOnPiece(change, id, judged.to) : judged;
    });
    if (outcome.kind === "absent" || outcome.kind === "refused") return outcome;
  }
  return changing(world, actor, async (change) => {
    const judged = await judgeRemoval(change, actor, id, heir);
    if (judged.kind !== "judged") return judged;
    const { member, to } = judged;
    const keys = await moveKeys(change, id, to);
    await withdrawAllOf(change, id, actor);
    if ((await change.tx.member.deleteMany({ where: { id } })).count === 0) return ABSENT;
    change.record(INSTANCE_CHAIN, "member.remove", memberActor({ id }), { email: member.email, role: member.role, keys, keysTo: to });
    return done(null);
  });
}

async function holdsMany({ prisma }: World, id: string): Promise<boolean> {
  return (await prisma.key.findFirst({ where: { createdBy: memberActor({ id }) }, select: { id: true }, skip: PIECE })) !== null;
}

interface Removal {
  readonly kind: "judged";
  readonly member: Member;
  /** The holder of the keys from then on, as keys name one. */
  readonly to: string;
}

async function judgeRemoval(change: Change, actor: string, id: string, heir: string): Promise<Refusal | Removal> {
  const member = await change.tx.member.findUnique({ where: { id } });
  if (member === null) return ABSENT;
  if (actor === memberActor(member)) return refused(ONESELF);
  const flaw = await keepsAnOwner(change.tx, member);
  if (flaw !== null) return refused(flaw);
  const to = await findHolder(change, id, heir);
  return to === null ? refused(NO_HEIR) : { kind: "judged", member, to };
}

async function handOnPiece(change: Change, id: string, to: string): Promise<Outcome<number>> {
  const keys = await moveKeys(change, id, to);
  if (keys === 0) return unchanged(0);
  change.record(INSTANCE_CHAIN, "member.hand-on-keys", memberActor({ id }), { to, keys });
  return done(keys);
}

/** The holder as keys name one; null = there is no such member who can sign in, or it is `from`, who hands on. */
export async function findHolder({ tx }: Change, from: string, heir: string): Promise<string | null> {
  if (heir === ORGANISATION) return ORGANISATION;
  const id = readUuid(heir);
  if (id === null || id === from) return null;
  return (await tx.member.count({ where: { id, disabledAt: null } })) === 0 ? null : memberActor({ id });
}

/** A piece of them. Windows of accounts are counted by holder, so every process forgets what it knows of these keys. */
async function moveKeys({ tx, announceKey }: Change, from: string, to: string): Promise<number> {
  const createdBy = memberActor({ id: from });
  const keys = await tx.key.findMany({ where: { createdBy }, select: { id: true }, orderBy: { id: "asc" }, take: PIECE });
  const keyId = { in: keys.map(({ id }) => id) };
  const secrets = await tx.keySecret.findMany({ where: { keyId }, select: { apiId: true, fingerprint: true } });
  const { count } = await tx.key.updateMany({ where: { createdBy, id: keyId }, data: { createdBy: to } });
  for (const { apiId, fingerprint } of secrets) announceKey({ apiId, fingerprint: Buffer.from(fingerprint).toString("hex") });
  return count;
}
