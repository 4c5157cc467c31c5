// What the form that changes a key sends.
"use server";
import { revalidatePath } from "next/cache";
import { mayEditKey, NOT_THEIR_KEY } from "@/lib/core/keys/key-access";
import type { ReviewEditAnswer, SaveEditAnswer } from "@/lib/core/keys/key-answer";
import { diffKey } from "@/lib/core/keys/key-diff";
import { type OfferedEdit, readEditForm } from "@/lib/core/keys/read-edit-form";
import type { RefusedState } from "@/lib/core/schemas/action-state";
import type { KeyView } from "@/lib/core/schemas/key-view";
import { editKey, VERSION_FIELD } from "@/lib/manage/keys/edit-key";
import { showKey } from "@/lib/manage/keys/find-key";
import { ANY_VERSION, versionOf } from "@/lib/manage/keys/key-version";
import { offeredEdit } from "@/lib/runtime/sign-in/offered-form";
import { readSent, refuseFields } from "@/lib/runtime/sign-in/sent-form";
import { makerOf, type Session, withSession } from "@/lib/runtime/sign-in/with-session";

/** Says what the form would change of the key as it is now. Nothing is saved. */
export const reviewEdit = withSession("keys.write", (session, key: string, form: FormData): Promise<ReviewEditAnswer> => {
  return review(session, key, form);
});

/** Saves the form, if the key is still of the version that was reviewed; else says anew what it would change. */
export const applyEdit = withSession(
  "keys.write",
  async (session, key: string, form: FormData, version: string): Promise<SaveEditAnswer> => {
    const asked = await readAsked(session, key, form);
    if (asked.kind === "refused") return asked;
    const { key: before, fields } = asked;
    const outcome = await editKey(session.world, makerOf(session), before.id, String(version), fields);
    if (outcome.kind === "absent") return GONE;
    if (outcome.kind === "refused") {
      const isChanged = outcome.problems.some(({ field }) => field === VERSION_FIELD);
      return isChanged ? review(session, key, form) : refuseFields(outcome.problems);
    }
    revalidatePath("/keys/[key]", "page");
    return { kind: "saved" };
  },
);

const GONE = refuseFields([{ field: "", code: "invalid", message: "This key cannot be changed any more. Reload the page." }]);

interface Asked {
  readonly kind: "asked";
  readonly key: KeyView;
  readonly offered: OfferedEdit;
  readonly fields: OfferedEdit["key"];
  /** The version that the form was filled in from. */
  readonly seenVersion: string;
}

async function readAsked(session: Session, reference: string, form: FormData): Promise<Asked | RefusedState> {
  // What a browser sends is text, and a form, only if it is looked at.
  const key = form instanceof FormData ? await showKey(session.world, session.member.reach, String(reference)) : null;
  if (key === null) return GONE;
  const offered = await offeredEdit(session, key);
  const isTheirs = mayEditKey(makerOf(session), key);
  if (offered === null) return isTheirs ? GONE : refuseFields([NOT_THEIR_KEY]);
  const sent = readSent(form);
  const reading = readEditForm(sent, offered);
  if (!reading.ok) return refuseFields(reading.problems);
  return { kind: "asked", key, offered, fields: reading.value, seenVersion: sent.text("version") };
}

async function review(session: Session, reference: string, form: FormData): Promise<ReviewEditAnswer> {
  const asked = await readAsked(session, reference, form);
  if (asked.kind === "refused") return asked;
  const { key, offered, fields, seenVersion } = asked;
  const version = versionOf(key);
  const isChangedMeanwhile = seenVersion !== ANY_VERSION && seenVersion !== version;
  return { kind: "review", version, diff: diffKey(key, fields, offered.api), isChangedMeanwhile };
}
