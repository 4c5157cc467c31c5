// What a member's account page sends.
"use server";
import { revalidatePath } from "next/cache";
import type { AskedPasskeyState } from "@/components/account/add-passkey-dialog";
import type { CodesState, PreparedState } from "@/components/account/second-factor";
import { type ActionState, IDLE, type RefusedState } from "@/lib/core/schemas/action-state";
import { readUuid } from "@/lib/core/schemas/texts";
import type { Secret } from "@/lib/core/secrets/secret";
import type { Outcome } from "@/lib/manage/outcome";
import { endOneSession } from "@/lib/manage/team/end-sessions";
import { endOtherSessions } from "@/lib/manage/team/list-sessions";
import { changePassword, renameOneself } from "@/lib/manage/team/own-account";
import { addPasskey, askForPasskey, removePasskey, renamePasskey } from "@/lib/manage/team/passkeys";
import { type Proof, proveOneself } from "@/lib/manage/team/prove-code";
import type { Oneself } from "@/lib/manage/team/prove-password";
import { confirmSecondFactor, prepareSecondFactor, renewRecoveryCodes, turnOffSecondFactor } from "@/lib/manage/team/second-factor";
import { unlinkIdentity } from "@/lib/manage/team/single-sign-on";
import { keepChallenge, relyingParty, takeAnswer } from "@/lib/runtime/sign-in/passkey-browser";
import { requesterAddress } from "@/lib/runtime/sign-in/requester";
import { keepLinkIntent } from "@/lib/runtime/sign-in/single-sign-on";
import { type Session, withSession } from "@/lib/runtime/sign-in/with-session";

/** Gives oneself another name. */
export const renameMyself = withSession("account.write", async ({ world, member }, form: FormData) =>
  conclude(await renameOneself(world, member.id, { name: textOf(form, "name") })),
);

/** Sets another password, and ends all other sessions. */
export const changeMyPassword = withSession("account.write", async (session, form: FormData) => {
  const fields = { current: textOf(form, "current"), password: textOf(form, "password"), repeated: textOf(form, "repeated") };
  return conclude(await changePassword(session.world, await selfOf(session), session.id, fields));
});

/** Ends one of the member's other sessions. */
export const endMySession = withSession("account.write", async ({ world, member }, id: string) => {
  const uuid = typeof id === "string" ? readUuid(id) : null;
  return uuid === null ? GONE : conclude(await endOneSession(world, member.id, uuid));
});

/** Ends all sessions of the member but this one. */
export const endMyOtherSessions = withSession("account.write", async ({ world, member, id }) =>
  conclude(await endOtherSessions(world, member.id, id)),
);

/** Begins the set-up of a second factor. Answers its seed, this once. */
export const prepareMySecondFactor = withSession("account.write", async (session, form: FormData): Promise<PreparedState> => {
  const outcome = await prepareSecondFactor(session.world, await selfOf(session), textOf(form, "password"));
  return refusalOf(outcome) ?? ("value" in outcome ? { kind: "prepared", enrolment: outcome.value } : IDLE);
});

/** Turns the second factor on, and ends all other sessions. Answers the recovery codes, this once. */
export const confirmMySecondFactor = withSession("account.write", async (session, form: FormData) =>
  codesOf(await confirmSecondFactor(session.world, await selfOf(session), session.id, textOf(form, "code"))),
);

/** Makes new recovery codes. Answers them, this once. */
export const renewMyRecoveryCodes = withSession("account.write", async (session, form: FormData) =>
  codesOf(await renewRecoveryCodes(session.world, await selfOf(session), proofOf(form))),
);

/** Turns the second factor off. */
export const turnMySecondFactorOff = withSession("account.write", async (session, form: FormData) =>
  conclude(await turnOffSecondFactor(session.world, await selfOf(session), proofOf(form))),
);

/** Asks this browser for a new passkey. */
export const askForMyPasskey = withSession("account.write", async (session, form: FormData): Promise<AskedPasskeyState> => {
  const outcome = await askForPasskey(session.world, await selfOf(session), await relyingParty(), proofOf(form));
  const refusal = refusalOf(outcome);
  if (refusal !== null || !("value" in outcome)) return refusal ?? IDLE;
  await keepChallenge(outcome.value, session.member.id);
  return { kind: "asked", options: outcome.value.options };
});

/** Adds the passkey that this browser answered with. */
export const addMyPasskey = withSession("account.write", async ({ world, member }, form: FormData) => {
  const answer = await takeAnswer(textOf(form, "answer"));
  return conclude(await addPasskey(world, member.id, answer, textOf(form, "name")));
});

/** Gives a passkey another name. */
export const renameMyPasskey = withSession("account.write", async ({ world, member }, id: string, form: FormData) =>
  conclude(await renamePasskey(world, member.id, String(id), { name: textOf(form, "name") })),
);

/** Removes a passkey. */
export const removeMyPasskey = withSession("account.write", async (session, id: string, form: FormData) =>
  conclude(await removePasskey(session.world, await selfOf(session), String(id), textOf(form, "password"))),
);

/** Notes that this browser comes back from the identity provider to link the account; the page then goes there. */
export const linkMySingleSignOn = withSession("account.write", async (session, form: FormData): Promise<ActionState> => {
  const flaw = await proveOneself(session.world, await selfOf(session), proofOf(form));
  if (flaw !== null) return { kind: "refused", problems: [flaw] };
  await keepLinkIntent(session.member.id, session.id);
  return IDLE;
});

/** Unlinks the account from the identity provider. */
export const unlinkMySingleSignOn = withSession("account.write", async (session, form: FormData) =>
  conclude(await unlinkIdentity(session.world, await selfOf(session), textOf(form, "password"))),
);

const GONE: RefusedState = {
  kind: "refused",
  problems: [{ field: "", code: "invalid", message: "This is no longer there. Reload the page." }],
};

async function selfOf({ member }: Session): Promise<Oneself> {
  return { memberId: member.id, address: await requesterAddress() };
}

function proofOf(form: FormData): Proof {
  return { password: textOf(form, "password"), code: textOf(form, "code") };
}

function conclude(outcome: Outcome<unknown>): ActionState {
  const refusal = refusalOf(outcome);
  if (refusal !== null) return refusal;
  revalidatePath("/account", "page");
  return IDLE;
}

function codesOf(outcome: Outcome<readonly Secret[]>): CodesState {
  const refusal = refusalOf(outcome);
  if (refusal !== null || !("value" in outcome)) return refusal ?? IDLE;
  revalidatePath("/account", "page");
  return { kind: "codes", codes: outcome.value.map((code) => code.reveal()) };
}

function refusalOf(outcome: Outcome<unknown>): RefusedState | null {
  if (outcome.kind === "refused") return { kind: "refused", problems: outcome.problems };
  return outcome.kind === "absent" ? GONE : null;
}

/** What a browser sends is a form, and text in it, only if it is looked at. */
function textOf(form: FormData, field: string): string {
  const value = form instanceof FormData ? form.get(field) : null;
  return typeof value === "string" ? value : "";
}
