// Actions about webhooks.
import type { Argument } from "../console-client";
import { DELIVERY_ID, WEBHOOK_IDS } from "../webhook-seeds";
import type { ActionCall } from "./action-call";

const FORM: Argument = { form: { url: "https://127.0.0.1:9/other", event: ["key.created", "key.revoked"] } };
const SEEN: Argument = { data: WEBHOOK_IDS.seen };
const ONLY_IDS = "it takes ids alone";

export const WEBHOOK_CALLS: Readonly<Record<string, ActionCall>> = {
  makeWebhook: { leastRole: "owner", good: () => [FORM] },
  saveWebhook: { leastRole: "owner", good: () => [SEEN, FORM] },
  renewWebhookSecret: { leastRole: "owner", good: () => [SEEN], withoutNaughty: ONLY_IDS },
  sendTestEvent: { leastRole: "owner", good: () => [SEEN], withoutNaughty: ONLY_IDS },
  reenableWebhook: { leastRole: "owner", good: () => [SEEN], withoutNaughty: ONLY_IDS },
  resendDelivery: { leastRole: "owner", good: () => [SEEN, { data: DELIVERY_ID }], withoutNaughty: ONLY_IDS },
  dropWebhook: { leastRole: "owner", good: () => [{ data: WEBHOOK_IDS.removed }], withoutNaughty: ONLY_IDS },
};
