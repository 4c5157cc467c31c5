// Promise: a key is looked at for exactly the reasons it gives, to the millisecond, and each reason is a sentence.
import { describe, expect, it } from "vitest";
import {
  ATTENTION_REASONS,
  type AttentionFacts,
  type AttentionReason,
  attentionWords,
  describeReason,
  needsAttention,
  readReason,
} from "./attention";

const NOW = Date.UTC(2026, 10, 29, 12);
const DAY = 86_400_000;
/** A key that gives no reason. */
const CALM: AttentionFacts = {
  isActive: true,
  createdAtMs: NOW - DAY,
  expiresAtMs: NOW + 60 * DAY,
  lastUsedAtMs: NOW - 1000,
  secretMadeAtMs: NOW - DAY,
  opensEverything: false,
  refusals: null,
  nearLimit: null,
};

const REFUSALS = { refused: 30, asked: 40 };
const NEAR = { window: "minute", used: 90, limit: 100 };

const reasonsOf = (facts: Partial<AttentionFacts>) =>
  ATTENTION_REASONS.filter((reason) => needsAttention(reason, { ...CALM, ...facts }, NOW));

it.each<[string, Partial<AttentionFacts>, AttentionReason[]]>([
  ["a calm key", {}, []],
  ["expiring in 14 days", { expiresAtMs: NOW + 14 * DAY }, ["expiring"]],
  ["expiring a millisecond later", { expiresAtMs: NOW + 14 * DAY + 1 }, []],
  ["expired just now", { expiresAtMs: NOW }, []],
  ["everything, with an end", { opensEverything: true }, []],
  ["everything, without an end", { opensEverything: true, expiresAtMs: null }, ["unlimited"]],
  ["a part, without an end", { expiresAtMs: null }, []],
  ["used 30 days ago", { lastUsedAtMs: NOW - 30 * DAY }, []],
  ["used a millisecond before that", { lastUsedAtMs: NOW - 30 * DAY - 1 }, ["unused"]],
  ["never used, new", { lastUsedAtMs: null }, []],
  ["never used, made 31 days ago", { lastUsedAtMs: null, createdAtMs: NOW - 31 * DAY }, ["unused"]],
  ["made long ago, used now", { createdAtMs: NOW - 400 * DAY }, []],
  ["a secret of 90 days", { secretMadeAtMs: NOW - 90 * DAY }, []],
  ["a secret a millisecond older", { secretMadeAtMs: NOW - 90 * DAY - 1 }, ["old"]],
  ["many refusals within a day", { refusals: { atMs: NOW - DAY + 1, facts: REFUSALS } }, ["refusals"]],
  ["many refusals a day ago", { refusals: { atMs: NOW - DAY, facts: REFUSALS } }, []],
  ["near a limit within a day", { nearLimit: { atMs: NOW, facts: NEAR } }, ["near-limit"]],
  [
    "all at once",
    {
      createdAtMs: NOW - 100 * DAY,
      secretMadeAtMs: NOW - 100 * DAY,
      lastUsedAtMs: null,
      expiresAtMs: null,
      opensEverything: true,
      refusals: { atMs: NOW, facts: REFUSALS },
    },
    ["refusals", "unlimited", "unused", "old"],
  ],
  ["the same, paused, revoked or expired", { isActive: false, opensEverything: true, expiresAtMs: null }, []],
])("%s", (_what, facts, reasons) => {
  expect(reasonsOf(facts)).toEqual(reasons);
});

describe("in words", () => {
  it.each<[AttentionReason, Partial<AttentionFacts>, string]>([
    ["refusals", { refusals: { atMs: NOW, facts: REFUSALS } }, "30 of 40 requests within an hour were denied."],
    ["near-limit", { nearLimit: { atMs: NOW, facts: NEAR } }, '90 of 100 units are used in the window "minute".'],
    ["expiring", { expiresAtMs: NOW + 3 * DAY }, "Expires in 3 days, on 2026-12-02. Its clients are refused from then on."],
    ["expiring", { expiresAtMs: NOW + 5 * 3_600_000 }, "Expires in 5 hours, on 2026-11-29. Its clients are refused from then on."],
    ["expiring", { expiresAtMs: NOW + 60_000 }, "Expires within the hour, on 2026-11-29. Its clients are refused from then on."],
    ["unlimited", {}, "Opens every endpoint with every permission, and never expires."],
    ["unused", { lastUsedAtMs: null, createdAtMs: NOW - 31 * DAY }, "Never used since it was made 31 days ago."],
    ["unused", { lastUsedAtMs: NOW - 40 * DAY }, "Last used 40 days ago, on 2026-10-20."],
    ["old", { secretMadeAtMs: NOW - 91 * DAY }, "Its secret is 91 days old and was not rotated since."],
  ])("%s %#", (reason, facts, words) => {
    expect(attentionWords(reason, { ...CALM, ...facts }, NOW)).toBe(words);
  });

  it("each reason has a name and something that mends it, and no other is known", () => {
    for (const reason of ATTENTION_REASONS) {
      const { label, mend } = describeReason(reason);
      expect([label, mend.label, readReason(reason)]).toEqual([expect.stringMatching(/./), expect.stringMatching(/./), reason]);
    }
    expect(readReason("constructor")).toBeNull();
  });
});
