// What leaves of an audit row: the listed facts and nothing else, under a fixed shape.
import { expect, it } from "vitest";
import { eventOf, isWebhookEvent, TEST_EVENT, WEBHOOK_EVENTS } from "./webhook-events";

const AT = "2026-11-01T12:00:00.000Z";
const told = (action: string, target: string, details: object = {}) => {
  const event = eventOf({ action, target, details: details as never }, AT);
  return event === null ? null : { event: event.event, ...JSON.parse(event.payload) };
};

it("passes on the listed facts, null for those that the row does not have, and no other", () => {
  const details = { publicId: "key_0000000001", name: "ci", api: "standard", ipAllowList: ["10.0.0.1"], secret: "never" };
  expect(told("key.create", "key:8b1d5f0e", details)).toEqual({
    event: "key.created",
    type: "key.created",
    timestamp: AT,
    data: { id: "8b1d5f0e", publicId: "key_0000000001", name: "ci", api: "standard", plan: null, permissions: null, expiresAt: null },
  });
  expect(told("setting.change", "setting:mail", { from: { from: null, to: "a@example.com" } })?.data).toEqual({ id: "mail" });
});

it.each([
  ["key.create", "keys"],
  ["key.create.refused", "api:1"],
  ["session.start", "user:1"],
  ["request.tell", "requests"],
  ["", ""],
])("%s of %s is no event", (action, target) => expect(told(action, target)).toBeNull());

it("names are unique; the test event cannot be subscribed to", () => {
  const names = WEBHOOK_EVENTS.map(({ event }) => event);
  expect(new Set(names).size).toBe(names.length);
  expect(names.every(isWebhookEvent)).toBe(true);
  expect(isWebhookEvent(TEST_EVENT)).toBe(false);
});
