// What the page of an invitation sends.
"use server";
import { redirect } from "next/navigation";
import type { SeatOffer } from "@/components/auth/join-form";
import type { OfferState } from "@/components/auth/use-offer";
import { SIGN_IN_PATH } from "@/lib/core/console-paths";
import { type ActionState, IDLE } from "@/lib/core/schemas/action-state";
import { joinTeam, readInvitation } from "@/lib/manage/team/join";
import { readConsole } from "@/lib/runtime/sign-in/published-console";
import { refuseForeign, textOf } from "@/lib/runtime/sign-in/stranger-form";

/** What the link with that token offers. */
export async function readSeat(token: string): Promise<OfferState<SeatOffer>> {
  const foreign = await refuseForeign();
  if (foreign !== null) return foreign;
  const outcome = await readInvitation(readConsole().world, String(token));
  if (outcome.kind === "refused") return { kind: "refused", problems: outcome.problems };
  return outcome.kind === "absent" ? IDLE : { kind: "offered", ...outcome.value };
}

/** Makes the member, then leads to the sign-in. */
export async function joinByLink(form: FormData): Promise<ActionState> {
  const foreign = await refuseForeign();
  if (foreign !== null) return foreign;
  const fields = {
    token: textOf(form, "token"),
    name: textOf(form, "name"),
    password: textOf(form, "password"),
    repeated: textOf(form, "repeated"),
  };
  const outcome = await joinTeam(readConsole().world, fields);
  if (outcome.kind === "refused") return { kind: "refused", problems: outcome.problems };
  redirect(`${SIGN_IN_PATH}?news=joined`);
}
