// What the settings of mails send.
"use server";
import { revalidatePath } from "next/cache";
import { type ActionState, IDLE } from "@/lib/core/schemas/action-state";
import { MAIL } from "@/lib/core/settings/mail";
import { sendTestMail } from "@/lib/manage/mail/send-test-mail";
import { changeSetting } from "@/lib/manage/settings/setting";
import { withSession } from "@/lib/runtime/sign-in/with-session";

/** Decides where mails come from; an empty field gives the usual sender back. */
export const saveMailSettings = withSession("settings.write", async ({ world, actor }, form: FormData): Promise<ActionState> => {
  const from = form instanceof FormData ? form.get("from") : null;
  const text = typeof from === "string" ? from.trim() : "";
  const outcome = await changeSetting(world, actor, MAIL, { from: text === "" ? null : text });
  if (outcome.kind === "refused") return { kind: "refused", problems: outcome.problems } satisfies ActionState;
  revalidatePath("/settings", "layout");
  return IDLE;
});

/** Sends a mail to whoever asks. */
export const sendTestMailToSelf = withSession("settings.write", async ({ world, actor, member }): Promise<ActionState> => {
  await sendTestMail(world, actor, member.email);
  return IDLE;
});
