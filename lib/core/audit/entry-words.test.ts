// Promise: every action that a use case records reads as a sentence, and one that nobody gave words is still named.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { ADDED } from "@/lib/manage/audit/find-audit-logs";
import { entryWords, KNOWN_ACTIONS } from "./entry-words";

const MANAGE = fileURLToPath(new URL("../../manage", import.meta.url));
const NAME = String.raw`([a-z]+(?:-[a-z]+)*(?:\.[a-z]+(?:-[a-z]+)*)+)`;

/** Where use cases name what they record: in the call, on either side of a choice, or in a step that the call takes it from. */
const PLACES = [
  new RegExp(String.raw`\brecord\([^"\x60;]*?"${NAME}"`, "g"),
  new RegExp(String.raw`\? "${NAME}" : "`, "g"),
  new RegExp(String.raw`\? "[a-z.-]+" : "${NAME}"`, "g"),
  new RegExp(String.raw`\baction: "${NAME}"`, "g"),
  // A step of a file's own that records takes the name after what it is about.
  new RegExp(String.raw`\btell\([^"\x60;]*?"${NAME}"`, "g"),
];
const OF_ROLES = /"(role\.(?:create|update|delete))"/g;

function recordedActions(): string[] {
  const files = readdirSync(MANAGE, { recursive: true, encoding: "utf8" }).filter(
    (file) => /\.ts$/.test(file) && !/\.test\.ts$/.test(file),
  );
  const actions = files.flatMap((file) => {
    const source = readFileSync(join(MANAGE, file), "utf8");
    const named = PLACES.flatMap((place) => Array.from(source.matchAll(place), ([, name = ""]) => name));
    // Changes of roles are recorded as what happened to their application.
    return [...named, ...Array.from(source.matchAll(OF_ROLES), ([, name]) => `application.${name}`)];
  });
  return [...new Set([...actions, ADDED])].sort();
}

describe("every action of lib/manage has words", () => {
  const recorded = recordedActions();
  it("the search finds what is there", () => {
    expect(recorded.length).toBeGreaterThan(40);
    expect(recorded).toEqual(
      expect.arrayContaining([
        "key.create",
        "key.pause",
        "key.secret.stop",
        "user.delete",
        "user.deactivate",
        "session.revoke",
        "application.role.update",
      ]),
    );
  });
  it.each(recorded)("%s", (action) => {
    expect(KNOWN_ACTIONS).toContain(action);
    // Rows of older versions may lack any detail.
    expect(entryWords(action, {})).not.toMatch(/undefined|null|\[object|“”| {2}|[:,]$/);
  });
});

it.each([
  ["key.create", { name: "ci", publicId: "key_0000000001" }, "created the key “ci”"],
  ["key.create", { publicIds: ["key_0000000001", "key_0000000002"] }, "created the keys of a bootstrap file, 2 of them"],
  ["key.revoke", { publicId: "key_0000000001" }, "revoked the key “key_0000000001”"],
  ["key.update", { name: "b", from: "a", to: "b" }, "renamed the key “a” to “b”"],
  ["key.update", { name: "a", described: true }, "described the key “a” anew"],
  ["key.update", { name: "a", described: false, changed: ["endpoints", "expiresAt"] }, "changed the key “a”: endpoints, expires at"],
  ["key.update", { name: "a", changes: { endpoints: { from: {}, to: {} } } }, "changed the key “a”: endpoints"],
  ["key.secret.stop", { name: "a", because: "silent" }, "ended an old secret of the key “a”, which had fallen silent"],
  ["session.end", { others: 2 }, "signed out 2 other sessions"],
  ["member.create", { email: "ada@example.com", role: "owner" }, "added “ada@example.com” to the team as owner"],
  [
    "member.create",
    { email: "ada@example.com", role: "viewer", tenantIds: ["a", "b"] },
    "added “ada@example.com” to the team as viewer in 2 tenants",
  ],
  ["member.confine", { tenantIds: ["a"] }, "confined a member to 1 tenant"],
  ["session.refuse", { address: "192.0.2.1" }, "was refused a sign-in from 192.0.2.1"],
  ["session.end", { sessions: 1 }, "signed out: 1 session ended"],
  ["group.add-members", { userIds: ["a", "b"] }, "added 2 users to a group"],
  ["setting.change", { idleMinutes: { from: 120, to: 30 } }, "changed settings: idle minutes from 120 to 30"],
  ["setting.change", { longestKeyDays: { from: null, to: 90 } }, "changed settings: longest key days from none to 90"],
  [
    "signing-key.retire",
    { name: "RS256 a", until: "2026-12-24T10:00:00.000Z" },
    "retired the signing key “RS256 a”: its tokens count until 2026-12-24 10:00 UTC",
  ],
  ["key.frobnicate", { name: "a" }, "key.frobnicate"],
  ["constructor", {}, "constructor"],
])("%s %j reads: %s", (action, details, words) => {
  expect(entryWords(action, details)).toBe(words);
});
