// What the set-up page sends.
"use server";
import { redirect } from "next/navigation";
import { SIGN_IN_PATH } from "@/lib/core/console-paths";
import type { ActionState } from "@/lib/core/schemas/action-state";
import { createOwner } from "@/lib/manage/team/create-owner";
import { readConsole } from "@/lib/runtime/sign-in/published-console";
import { isAskedByOwnPage } from "@/lib/runtime/sign-in/requester";

const FIELDS = ["token", "email", "name", "password", "repeated"] as const;
const FOREIGN: ActionState = {
  kind: "refused",
  problems: [{ field: "", code: "invalid", message: "This was not sent by the set-up page. Open the set-up link again." }],
};

/** Makes the owner account by the link's token, then leads to the sign-in. */
export async function makeOwner(_state: ActionState, form: FormData): Promise<ActionState> {
  if (!(await isAskedByOwnPage())) return FOREIGN;
  const fields = Object.fromEntries(FIELDS.map((field) => [field, textOf(form.get(field))]));
  const outcome = await createOwner(readConsole().world, fields);
  if (outcome.kind === "refused") return { kind: "refused", problems: outcome.problems };
  redirect(`${SIGN_IN_PATH}?news=owner-made`);
}

function textOf(value: FormDataEntryValue | null): string {
  return typeof value === "string" ? value : "";
}
