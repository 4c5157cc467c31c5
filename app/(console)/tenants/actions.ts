// What the pages of tenants send.
"use server";
import { redirect } from "next/navigation";
import type { ActionState } from "@/lib/core/schemas/action-state";
import { AGREEMENT_FIELD } from "@/lib/core/schemas/agreement-field";
import { readUuid } from "@/lib/core/schemas/texts";
import type { Outcome } from "@/lib/manage/outcome";
import { createTenant } from "@/lib/manage/tenants/create-tenant";
import { renameTenant } from "@/lib/manage/tenants/rename-tenant";
import { withSession } from "@/lib/runtime/sign-in/with-session";

const GONE: ActionState = {
  kind: "refused",
  problems: [{ field: "", code: "invalid", message: "This tenant is no longer there. Go back to the list." }],
};

/** Makes a tenant; the second one only when the form says that its consequences are known. */
export const makeTenant = withSession("tenants.write", async ({ world, actor }, _state: ActionState, form: FormData) => {
  const refusesSecond = form.get(AGREEMENT_FIELD) !== "on";
  return conclude(await createTenant(world, actor, { name: nameOf(form) }, { refusesSecond }), "created");
});

/** Gives a tenant another name. `id` comes with the page. */
export const giveTenantName = withSession("tenants.write", async ({ world, actor }, id: string, _state: ActionState, form: FormData) => {
  const uuid = typeof id === "string" ? readUuid(id) : null;
  return uuid === null ? GONE : conclude(await renameTenant(world, actor, uuid, nameOf(form)), "renamed");
});

function conclude(outcome: Outcome<unknown>, news: string): ActionState {
  if (outcome.kind === "refused") return { kind: "refused", problems: outcome.problems };
  if (outcome.kind === "absent") return GONE;
  redirect(`/tenants?news=${news}`);
}

/** White space around a name is nobody's intention. */
function nameOf(form: FormData): string {
  const name = form.get("name");
  return typeof name === "string" ? name.trim() : "";
}
