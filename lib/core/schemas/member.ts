// A group's members as they come in and as they leave.
import { z } from "zod";
import type { JsonObject } from "@/lib/core/json";
import { type Checked, check } from "./problem";
import { anyJson, uuidText } from "./texts";
import { sortNames, type VendorNames, vendorObject } from "./vendor-object";

/** More than this many in one call are an import. */
const MOST_MEMBERS = 1000;

/** The vendor's names of a member. */
export const MEMBER_NAMES: VendorNames = {
  own: ["id", "userId"],
  kept: ["data"],
  ignored: ["groupId", "insertInstant"],
};

const memberFields = z.strictObject({ id: uuidText.optional(), userId: uuidText });

/** Who is to be a member. */
export interface MemberFields {
  readonly userId: string;
  readonly id?: string;
  readonly extra: JsonObject;
}

/** A member to be made. */
export interface MemberInput extends MemberFields {
  readonly groupId: string;
}

/** Checks one member as a client sends it. */
export function readMember(member: JsonObject): Checked<MemberFields> {
  const { own, kept, problems } = sortNames(MEMBER_NAMES, member);
  const checked = check(memberFields, own, problems);
  return checked.ok ? { ok: true, value: { ...checked.value, extra: kept } } : checked;
}

/** The body's members by group, for those who write clients. */
export const membersObject = z.record(uuidText, z.array(vendorObject(MEMBER_NAMES, memberFields)));

const membersFields = z
  .record(uuidText, z.array(z.record(z.string(), anyJson)))
  .refine((groups) => Object.values(groups).flat().length <= MOST_MEMBERS, `These are more than ${MOST_MEMBERS} members.`);

/** Members by group, in one list, and the groups that are named. */
export interface MembersInput {
  readonly groupIds: readonly string[];
  readonly members: readonly MemberInput[];
}

/** Checks members as a client sends them: lists of members by the id of their group. Every problem is one of the field `members`. */
export function readMembers(groups: JsonObject): Checked<MembersInput> {
  const checked = check(membersFields, groups);
  if (!checked.ok) return { ok: false, problems: [{ field: "", code: "invalid", message: "This is no list of members by group." }] };
  const members = new Map<string, MemberInput>();
  for (const [groupId, list] of Object.entries(checked.value)) {
    for (const member of list) {
      const fields = readMember(member);
      if (!fields.ok) return fields;
      // The same user twice is one member: the last one counts.
      members.set(`${groupId} ${fields.value.userId}`, { ...fields.value, groupId });
    }
  }
  return { ok: true, value: { groupIds: Object.keys(checked.value), members: [...members.values()] } };
}

/** The members that a removal names: by their own ids, or by groups and users. */
export type MemberRemoval =
  | { readonly by: "id"; readonly ids: readonly string[] }
  | { readonly by: "user"; readonly pairs: readonly { readonly groupId: string; readonly userId: string }[] };

const removalFields = z.strictObject({
  memberIds: z.array(uuidText).max(MOST_MEMBERS).nullish(),
  members: z.record(uuidText, z.array(uuidText).max(MOST_MEMBERS)).nullish(),
});

/** Checks a removal as a client sends it. Ids decide where both are given. */
export function readMemberRemoval(body: JsonObject): Checked<MemberRemoval> {
  const checked = check(removalFields, body);
  if (!checked.ok) return checked;
  const { memberIds, members } = checked.value;
  if (memberIds !== undefined && memberIds !== null) return { ok: true, value: { by: "id", ids: [...new Set(memberIds)] } };
  const pairs = Object.entries(members ?? {}).flatMap(([groupId, users]) => [...new Set(users)].map((userId) => ({ groupId, userId })));
  return { ok: true, value: { by: "user", pairs } };
}

/** A member as it leaves. */
export const memberView = z.strictObject({
  id: z.string(),
  groupId: z.string(),
  userId: z.string(),
  data: anyJson.optional(),
  insertInstant: z.int(),
});

export type MemberView = z.output<typeof memberView>;

/** Members by group. */
export const membersAnswer = z.strictObject({ members: z.record(z.string(), z.array(memberView)) });

/** What finds members. */
export const foundMembersAnswer = z.strictObject({ members: z.array(memberView), total: z.int().min(0) });
