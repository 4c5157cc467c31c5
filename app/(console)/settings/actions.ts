// What the page of settings sends.
"use server";
import { revalidatePath } from "next/cache";
import { type ActionState, IDLE } from "@/lib/core/schemas/action-state";
import { SECURITY } from "@/lib/core/settings/security";
import type { Outcome } from "@/lib/manage/outcome";
import { changeSetting } from "@/lib/manage/settings/setting";
import { changeUsageRetention } from "@/lib/manage/usage/usage-settings";
import { withSession } from "@/lib/runtime/sign-in/with-session";

/** Changes how long keys live, who may ask for them, and when sessions end. */
export const saveSecurity = withSession("settings.write", async ({ world, actor }, form: FormData) => {
  const numbers = numbersOf(form, ["longestKeyDays", "usualKeyDays", "idleMinutes", "sessionHours"]);
  return conclude(await changeSetting(world, actor, SECURITY, { ...numbers, requestAccess: form.get("requestAccess") }));
});

/** Changes how long usage is kept. */
export const saveRetention = withSession("settings.write", async ({ world, actor }, form: FormData) => {
  return conclude(await changeUsageRetention(world, actor, numbersOf(form, ["minuteHours", "hourDays", "dayDays", "decisionsOfKey"])));
});

/** An empty field is null; what is no number is left as it is, for the schema to refuse. */
function numbersOf(form: FormData, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    names.map((name) => {
      const value = form.get(name);
      const text = typeof value === "string" ? value.trim() : "";
      return [name, text === "" ? null : /^\d{1,9}$/.test(text) ? Number(text) : text];
    }),
  );
}

function conclude(outcome: Outcome<unknown>): ActionState {
  if (outcome.kind === "refused") return { kind: "refused", problems: outcome.problems };
  revalidatePath("/settings", "page");
  return IDLE;
}
