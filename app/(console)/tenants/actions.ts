// What the list of tenants sends.
"use server";
import type { ActionState } from "@/lib/core/schemas/action-state";
import { AGREEMENT_FIELD } from "@/lib/core/schemas/agreement-field";
import { readNameForm, readSentForm } from "@/lib/core/tenants/tenant-forms";
import { createTenant } from "@/lib/manage/tenants/create-tenant";
import { withSession } from "@/lib/runtime/sign-in/with-session";
import { endAt } from "@/lib/runtime/sign-in/with-tenant";

/** Makes a tenant; the second one only when the form says that its consequences are known. */
export const makeTenant = withSession("tenants.administer", async ({ world, actor }, _state: ActionState, sent: FormData) => {
  const form = readSentForm(sent);
  const refusesSecond = form.text(AGREEMENT_FIELD) !== "on";
  return endAt(await createTenant(world, actor, readNameForm(form), { refusesSecond }), "/tenants?news=created");
});
