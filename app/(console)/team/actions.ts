// What the team's pages send.
"use server";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import type { InvitedState } from "@/components/team/invite-dialog";
import { readConfinement } from "@/lib/core/confinement-form";
import { ORGANISATION } from "@/lib/core/key-record";
import { type ActionState, IDLE, type RefusedState } from "@/lib/core/schemas/action-state";
import { readUuid } from "@/lib/core/schemas/texts";
import { SIGN_UP } from "@/lib/core/settings/sign-up";
import type { Outcome } from "@/lib/manage/outcome";
import { changeSetting } from "@/lib/manage/settings/setting";
import { changeRole, disableMember, enableMember } from "@/lib/manage/team/change-member";
import { confineMember } from "@/lib/manage/team/confine-member";
import { endSessions } from "@/lib/manage/team/end-sessions";
import { inviteMember, type NewInvitation, renewInvitation, revokeInvitation } from "@/lib/manage/team/invitations";
import { handOnKeys, removeMember } from "@/lib/manage/team/remove-member";
import { dropSecondFactor } from "@/lib/manage/team/second-factor";
import { instanceUrl } from "@/lib/runtime/sign-in/requester";
import { readSent } from "@/lib/runtime/sign-in/sent-form";
import { withSession } from "@/lib/runtime/sign-in/with-session";

/** No object has it: what a browser sends instead of an id names nothing. */
const NO_ID = "00000000-0000-0000-0000-000000000000";

/** Invites a person. Answers the link, this once. */
export const inviteToTeam = withSession(
  "team.write",
  async ({ world, actor }, _state: InvitedState, form: FormData): Promise<InvitedState> => {
    const sent = readSent(form);
    const fields = { email: sent.text("email"), role: sent.text("role"), ...readConfinement(sent) };
    return invited(await inviteMember(world, actor, await instanceUrl(), fields));
  },
);

/** Sends an invitation again. Answers its new link, this once. */
export const inviteAgain = withSession("team.write", async ({ world, actor }, id: string): Promise<InvitedState> => {
  return invited(await renewInvitation(world, actor, await instanceUrl(), idOf(id)));
});

/** Takes an invitation back. */
export const takeInvitationBack = withSession("team.write", async ({ world, actor }, id: string) =>
  conclude(await revokeInvitation(world, actor, idOf(id))),
);

/** Gives a member another role. */
export const giveMemberRole = withSession("team.write", async ({ world, actor }, id: string, _state: ActionState, form: FormData) =>
  conclude(await changeRole(world, actor, idOf(id), textOf(form.get("role")))),
);

/** Confines a member to some tenants, or lets them reach every one. */
export const confineTeamMember = withSession("team.write", async ({ world, actor }, id: string, form: FormData) =>
  conclude(await confineMember(world, actor, idOf(id), readConfinement(readSent(form)))),
);

/** Keeps a member from signing in. */
export const disableTeamMember = withSession("team.write", async ({ world, actor }, id: string) =>
  conclude(await disableMember(world, actor, idOf(id))),
);

/** Lets a member sign in again. */
export const enableTeamMember = withSession("team.write", async ({ world, actor }, id: string) =>
  conclude(await enableMember(world, actor, idOf(id))),
);

/** Signs a member out everywhere. */
export const endMemberSessions = withSession("team.write", async ({ world, actor }, id: string) =>
  conclude(await endSessions(world, actor, idOf(id))),
);

/** Turns off the second factor of a member who lost it. */
export const dropMemberSecondFactor = withSession("team.write", async ({ world, actor }, id: string) =>
  conclude(await dropSecondFactor(world, actor, { id: idOf(id) })),
);

/** Hands a member's keys to the organisation or to another member. */
export const handOnMemberKeys = withSession("team.write", async ({ world, actor }, id: string, heir: string) =>
  conclude(await handOnKeys(world, actor, idOf(id), heirOf(heir))),
);

/** Removes a member; the keys go to the heir. */
export const removeTeamMember = withSession("team.write", async ({ world, actor }, id: string, heir: string) => {
  const state = conclude(await removeMember(world, actor, idOf(id), heirOf(heir)));
  if (state.kind === "refused") return state;
  redirect("/team?news=removed");
});

/** Decides who may make an account without being invited. */
export const changeSignUp = withSession("settings.write", async ({ world, actor }, form: FormData) => {
  const sent = form instanceof FormData ? form : new FormData();
  const domains = textOf(sent.get("domains"))
    .split(/[\s,]+/)
    .filter((domain) => domain !== "");
  const outcome = await changeSetting(world, actor, SIGN_UP, { mode: textOf(sent.get("mode")), domains });
  if (outcome.kind !== "refused") return conclude(outcome);
  // A domain's problem stands at its place in the list; the form has one field for all.
  return { kind: "refused", problems: outcome.problems.map((one) => ({ ...one, field: one.field.split(".")[0] ?? "" })) } as const;
});

function conclude(outcome: Outcome<unknown>): ActionState {
  const refusal = refusalOf(outcome);
  if (refusal !== null) return refusal;
  revalidatePath("/team", "layout");
  return IDLE;
}

function invited(outcome: Outcome<NewInvitation>): InvitedState {
  if (outcome.kind === "absent" || outcome.kind === "refused") return refusalOf(outcome) ?? IDLE;
  revalidatePath("/team", "layout");
  const { email, link } = outcome.value;
  return { kind: "invited", email, link };
}

function refusalOf(outcome: Outcome<unknown>): RefusedState | null {
  if (outcome.kind === "refused") return { kind: "refused", problems: outcome.problems };
  if (outcome.kind !== "absent") return null;
  return { kind: "refused", problems: [{ field: "", code: "invalid", message: "This is no longer there. Reload the page." }] };
}

/** What a browser sends is text only if it is looked at. */
function idOf(id: unknown): string {
  return (typeof id === "string" ? readUuid(id) : null) ?? NO_ID;
}

function heirOf(heir: unknown): string {
  return heir === ORGANISATION ? ORGANISATION : idOf(heir);
}

function textOf(value: FormDataEntryValue | null): string {
  return typeof value === "string" ? value : "";
}
