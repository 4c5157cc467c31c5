// What a key's page sends.
"use server";
import { revalidatePath } from "next/cache";
import { type ActionState, IDLE } from "@/lib/core/schemas/action-state";
import { asMaker } from "@/lib/manage/keys/as-maker";
import { pauseKey, resumeKey } from "@/lib/manage/keys/pause-key";
import { revokeKeyByName } from "@/lib/manage/keys/revoke-key";
import type { Outcome } from "@/lib/manage/outcome";
import type { World } from "@/lib/manage/world";
import { makerOf, type Session, withSession } from "@/lib/runtime/sign-in/with-session";

/** Refuses the key until it is resumed. */
export const pause = withSession("keys.write", (session, key: string) => changeKey(session, key, pauseKey));

/** Lets a paused key pass again. */
export const resume = withSession("keys.write", (session, key: string) => changeKey(session, key, resumeKey));

/** Ends the key for good. */
export const revoke = withSession("keys.write", (session, key: string, typedName: string) =>
  changeKey(session, key, (world, actor, id) => revokeKeyByName(world, actor, id, String(typedName ?? ""))),
);

type Change = (world: World, actor: string, id: string) => Promise<Outcome<unknown>>;

async function changeKey(session: Session, key: string, change: Change): Promise<ActionState> {
  // What a browser sends is text only if it is looked at.
  const outcome = await asMaker(session.world, makerOf(session), String(key), change);
  if (outcome.kind === "absent") return refusal("There is no such key any more. Reload the page.");
  if (outcome.kind === "refused") return { kind: "refused", problems: outcome.problems };
  revalidatePath("/keys/[key]", "page");
  return IDLE;
}

function refusal(message: string): ActionState {
  return { kind: "refused", problems: [{ field: "", code: "invalid", message }] };
}
