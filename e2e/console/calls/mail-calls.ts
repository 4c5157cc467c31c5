// Actions about mails.
import type { ActionCall } from "./action-call";

export const MAIL_CALLS: Readonly<Record<string, ActionCall>> = {
  saveMailSettings: { leastRole: "owner", good: () => [{ form: { from: "keys@example.com" } }] },
  sendTestMailToSelf: { leastRole: "owner", good: () => [], withoutNaughty: "it takes nothing" },
};
