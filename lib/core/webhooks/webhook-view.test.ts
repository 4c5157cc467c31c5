// Many services take whatever is posted to a secret URL: only who may change a webhook sees where it leads.
import { expect, test } from "vitest";
import { ROLES, type Role } from "@/lib/core/roles";
import { type WebhookView, webhookFor } from "./webhook-view";

const WEBHOOK: WebhookView = {
  id: "1",
  url: "https://hooks.example.com/services/T0/B0/secret?token=x",
  events: ["key.created"],
  createdAt: "2026-11-29T00:00:00.000Z",
  disabledBecause: null,
  oldSecretUntil: null,
};

const ORIGIN = "https://hooks.example.com";

test.each(ROLES)("%s", (role: Role) => {
  expect(webhookFor({ role, isConfined: false }, WEBHOOK)).toEqual({ ...WEBHOOK, url: role === "owner" ? WEBHOOK.url : ORIGIN });
});
