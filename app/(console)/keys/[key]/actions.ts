// What a key's page sends.
"use server";
import { revalidatePath } from "next/cache";
import type { KeyChanges } from "@/components/keys/key-name-form";
import { type ActionState, IDLE } from "@/lib/core/schemas/action-state";
import { asMaker } from "@/lib/manage/keys/as-maker";
import { pauseKey, resumeKey } from "@/lib/manage/keys/pause-key";
import { revokeKey } from "@/lib/manage/keys/revoke-key";
import { updateKey } from "@/lib/manage/keys/update-key";
import { type Session, withSession } from "@/lib/runtime/sign-in/with-session";

/** Refuses the key until it is resumed. */
export const pause = withSession("keys.write", (session, key: string) => changeKey(session, key, pauseKey));

/** Lets a paused key pass again. */
export const resume = withSession("keys.write", (session, key: string) => changeKey(session, key, resumeKey));

/** Ends the key for good. */
export const revoke = withSession("keys.write", (session, key: string) => changeKey(session, key, revokeKey));

/** Renames and describes the key. */
export const rename = withSession("keys.write", (session, key: string, changes: KeyChanges) =>
  changeKey(session, key, (world, actor, id) => updateKey(world, actor, id, changes)),
);

async function changeKey(session: Session, key: string, change: Parameters<typeof asMaker>[3]): Promise<ActionState> {
  const { world, member, actor } = session;
  // What a browser sends is text only if it is looked at.
  const outcome = await asMaker(world, { role: member.role, actor }, String(key), change);
  if (outcome.kind === "absent") return refusal("There is no such key any more. Reload the page.");
  if (outcome.kind === "refused") return { kind: "refused", problems: outcome.problems };
  revalidatePath("/keys/[key]", "page");
  return IDLE;
}

function refusal(message: string): ActionState {
  return { kind: "refused", problems: [{ field: "", code: "invalid", message }] };
}
