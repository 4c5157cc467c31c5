// Promise: every change of a key reads as a sentence, and one that nobody knows yet is still named.
import { expect, it } from "vitest";
import { keyEventWords } from "./key-event-words";

it.each([
  ["key.create", { publicId: "key_0000000001" }, "Created"],
  ["key.revoke", {}, "Revoked"],
  ["key.update", { from: "a", to: "b", described: false }, "Renamed from “a” to “b”"],
  ["key.update", { from: "a", to: "b", described: true }, "Renamed from “a” to “b” and described anew"],
  ["key.update", { described: true }, "Described anew"],
  ["key.update", { api: "fusion-ai" }, "Changed"],
  ["key.rotate", {}, "Rotated"],
  ["key.rotate", { reason: "routine", overlapSeconds: 86_400 }, "Rotated, the old secret good for 24 hours"],
  [
    "key.rotate",
    { reason: "routine", overlapSeconds: 86_400, silentSeconds: 3600 },
    "Rotated, the old secret good for 24 hours, or until it is silent for 1 hour",
  ],
  ["key.rotate", { reason: "leaked", overlapSeconds: 0 }, "Rotated because the secret had leaked, the old secret refused at once"],
  ["key.secret.stop", { secret: "sk_…ab12" }, "Stopped the old secret sk_…ab12"],
  ["key.secret.stop", { secret: "sk_…ab12", because: "silent" }, "Ended the old secret sk_…ab12, which nobody used any more"],
  [
    "key.secret.move",
    { secret: "sk_…ab12", endsAt: "2026-11-25T12:30:59.000Z", silentSeconds: 3600 },
    "The old secret sk_…ab12 ends 2026-11-25 12:30 UTC, or once it is silent for 1 hour",
  ],
  ["key.hand-on", { from: "member:1", to: "organisation" }, "Handed on to the organisation"],
  ["key.hand-on", { from: "organisation", to: "member:1" }, "Handed on to a member"],
  ["key.extend", { to: "2027-01-31T23:59:59.000Z" }, "Extended to 2027-01-31 23:59 UTC"],
  ["key.compromised", { replacedBy: "key_0000000002" }, "Reported as compromised, replaced by key_0000000002"],
  ["key.remind", { kinds: ["expiry-3"] }, "Reminded of its expiry"],
  ["key.unheard", {}, "key.unheard"],
  [
    "key.update",
    { changes: { name: { from: "a", to: "b" }, permissions: { from: [], to: ["*"] } } },
    "Renamed from “a” to “b” and changed permissions",
  ],
  ["key.update", { changes: { description: {}, plan: {}, ipAllowList: {} } }, "Described anew and changed plan and allowed addresses"],
  ["key.update", { changes: { later: {} } }, "Changed"],
  ["constructor", {}, "constructor"],
])("%s %j reads %s", (action, details, words) => {
  expect(keyEventWords(action, details)).toBe(words);
});
