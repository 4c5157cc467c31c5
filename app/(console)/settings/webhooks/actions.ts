// What the pages of webhooks send.
"use server";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { type ActionState, IDLE, type RefusedState } from "@/lib/core/schemas/action-state";
import { readUuid } from "@/lib/core/schemas/texts";
import type { WebhookAnswer } from "@/lib/core/webhooks/webhook-answer";
import type { Outcome } from "@/lib/manage/outcome";
import {
  createWebhook,
  enableWebhook,
  removeWebhook,
  retryDelivery,
  rotateWebhookSecret,
  testWebhook,
  updateWebhook,
} from "@/lib/manage/webhooks/change-webhook";
import { readSent } from "@/lib/runtime/sign-in/sent-form";
import { type Session, withSession } from "@/lib/runtime/sign-in/with-session";

/** Makes a webhook. Its signing secret travels in this answer, and in no other. */
export const makeWebhook = withSession("settings.write", async ({ world, actor }, form: FormData): Promise<WebhookAnswer> => {
  const outcome = await createWebhook(world, actor, fieldsOf(form));
  if (outcome.kind !== "done") return refusalOf(outcome);
  revalidatePath("/settings/webhooks", "page");
  return { kind: "shown", id: outcome.value.id, secret: outcome.value.secret.reveal() };
});

/** Changes where it leads and what it is told of. `id` comes with the page. */
export const saveWebhook = withSession("settings.write", (session, id: string, form: FormData) =>
  change(session, id, ({ world, actor }, uuid) => updateWebhook(world, actor, uuid, fieldsOf(form))),
);

/** Gives it a new secret, which travels in this answer, and in no other. */
export const renewWebhookSecret = withSession("settings.write", async ({ world, actor }, id: string): Promise<WebhookAnswer> => {
  const outcome = await rotateWebhookSecret(world, actor, uuidOf(id));
  if (outcome.kind !== "done") return refusalOf(outcome);
  revalidatePath("/settings/webhooks", "layout");
  return { kind: "shown", id: outcome.value.id, secret: outcome.value.secret.reveal() };
});

/** Sends it a test event. */
export const sendTestEvent = withSession("settings.write", (session, id: string) =>
  change(session, id, ({ world, actor }, uuid) => testWebhook(world, actor, uuid)),
);

/** Tells it again of what happens. */
export const reenableWebhook = withSession("settings.write", (session, id: string) =>
  change(session, id, ({ world, actor }, uuid) => enableWebhook(world, actor, uuid)),
);

/** Sends one delivery again. */
export const resendDelivery = withSession("settings.write", (session, id: string, delivery: string) =>
  change(session, id, ({ world, actor }, uuid) => retryDelivery(world, actor, uuid, uuidOf(delivery))),
);

/** Removes it with everything that was sent to it. */
export const dropWebhook = withSession("settings.write", async ({ world, actor }, id: string): Promise<ActionState> => {
  const outcome = await removeWebhook(world, actor, uuidOf(id));
  if (outcome.kind !== "done") return refusalOf(outcome);
  redirect("/settings/webhooks");
});

const NOWHERE = "00000000-0000-0000-0000-000000000000";

/** What a browser sends is an id only if it is looked at. */
function uuidOf(id: unknown): string {
  return (typeof id === "string" ? readUuid(id) : null) ?? NOWHERE;
}

async function change(session: Session, id: string, work: (session: Session, id: string) => Promise<Outcome<null>>): Promise<ActionState> {
  const outcome = await work(session, uuidOf(id));
  if (outcome.kind === "refused" || outcome.kind === "absent") return refusalOf(outcome);
  revalidatePath("/settings/webhooks", "layout");
  return IDLE;
}

function fieldsOf(form: unknown): object {
  if (!(form instanceof FormData)) return {};
  const { text, texts } = readSent(form);
  return { url: text("url"), events: texts("event") };
}

/** Problems of single items are those of their field. */
function refusalOf(outcome: Outcome<unknown>): RefusedState {
  if (outcome.kind === "refused") {
    return { kind: "refused", problems: outcome.problems.map((problem) => ({ ...problem, field: problem.field.split(".", 1)[0] ?? "" })) };
  }
  return { kind: "refused", problems: [{ field: "", code: "invalid", message: "It is no longer there. Go back to the list." }] };
}
