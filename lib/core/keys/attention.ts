// Which keys somebody should look at, why, and what mends it: one row of a table for each reason.
import { instantText } from "@/lib/core/instant";
import { describeNote, type NoteFacts } from "@/lib/core/usage/notes";

/** From what harms today to what may harm one day. */
export const ATTENTION_REASONS = ["refusals", "near-limit", "expiring", "unlimited", "unused", "old"] as const;

export type AttentionReason = (typeof ATTENTION_REASONS)[number];

const DAY_MS = 86_400_000;

/** So long before its end a key is said to expire. */
export const EXPIRING_WITHIN_MS = 14 * DAY_MS;
/** A key that nobody used for longer is a door that nobody needs. */
export const UNUSED_FOR_MS = 30 * DAY_MS;
/** A secret that is older should be rotated. */
export const OLD_AFTER_MS = 90 * DAY_MS;
/** Notes about use are news for so long. */
export const NOTED_WITHIN_MS = DAY_MS;

/** What is known of a key. */
export interface AttentionFacts {
  /** Neither revoked nor expired nor paused. */
  readonly isActive: boolean;
  readonly createdAtMs: number;
  readonly expiresAtMs: number | null;
  readonly lastUsedAtMs: number | null;
  /** When the newest of its secrets was made. */
  readonly secretMadeAtMs: number;
  /** Every endpoint of its API, with every permission, those that are added later too. */
  readonly opensEverything: boolean;
  /** The latest note about refusals, and about a window or quota that is nearly spent. */
  readonly refusals: NotedUse<"denied_share"> | null;
  readonly nearLimit: NotedUse<"near_limit"> | null;
}

/** A note about use, and when it was written. */
export interface NotedUse<Kind extends keyof NoteFacts> {
  readonly atMs: number;
  readonly facts: NoteFacts[Kind];
}

interface Rule {
  readonly label: string;
  readonly tone: "bad" | "warn" | "quiet";
  readonly holds: (facts: AttentionFacts, nowMs: number) => boolean;
  /** Asked only where it holds. */
  readonly sentence: (facts: AttentionFacts, nowMs: number) => string;
  /** What mends it, and where on the key's page that is. */
  readonly mend: { readonly label: string; readonly place: string };
}

const RULES: Readonly<Record<AttentionReason, Rule>> = {
  refusals: {
    label: "Many refusals",
    tone: "bad",
    holds: ({ refusals }, nowMs) => isNews(refusals, nowMs),
    sentence: ({ refusals }) => (refusals === null ? "" : describeNote("denied_share", refusals.facts)),
    mend: { label: "See why they were refused", place: "#usage" },
  },
  "near-limit": {
    label: "Near a limit",
    tone: "warn",
    holds: ({ nearLimit }, nowMs) => isNews(nearLimit, nowMs),
    sentence: ({ nearLimit }) => (nearLimit === null ? "" : describeNote("near_limit", nearLimit.facts)),
    mend: { label: "See the room that is left", place: "#usage" },
  },
  expiring: {
    label: "Expiring",
    tone: "warn",
    holds: ({ expiresAtMs }, nowMs) => expiresAtMs !== null && expiresAtMs > nowMs && expiresAtMs <= nowMs + EXPIRING_WITHIN_MS,
    sentence: ({ expiresAtMs }, nowMs) =>
      `Expires ${expiresAtMs === null ? "" : `${aheadWords(expiresAtMs - nowMs)}, on ${dayText(expiresAtMs)}`}. Its clients are refused from then on.`,
    mend: { label: "Extend it", place: "" },
  },
  unlimited: {
    label: "Everything, for ever",
    tone: "warn",
    holds: ({ opensEverything, expiresAtMs }) => opensEverything && expiresAtMs === null,
    sentence: () => "Opens every endpoint with every permission, and never expires.",
    mend: { label: "Narrow it", place: "/edit" },
  },
  unused: {
    label: "Unused",
    tone: "quiet",
    holds: ({ lastUsedAtMs, createdAtMs }, nowMs) => (lastUsedAtMs ?? createdAtMs) < nowMs - UNUSED_FOR_MS,
    sentence: ({ lastUsedAtMs, createdAtMs }, nowMs) =>
      lastUsedAtMs === null
        ? `Never used since it was made ${daysWords(nowMs - createdAtMs)} ago.`
        : `Last used ${daysWords(nowMs - lastUsedAtMs)} ago, on ${dayText(lastUsedAtMs)}.`,
    mend: { label: "Revoke it if nobody needs it", place: "" },
  },
  old: {
    label: "Old secret",
    tone: "quiet",
    holds: ({ secretMadeAtMs }, nowMs) => secretMadeAtMs < nowMs - OLD_AFTER_MS,
    sentence: ({ secretMadeAtMs }, nowMs) => `Its secret is ${daysWords(nowMs - secretMadeAtMs)} old and was not rotated since.`,
    mend: { label: "Rotate it", place: "" },
  },
};

/** Whether that is a reason to look at the key now. */
export function needsAttention(reason: AttentionReason, facts: AttentionFacts, nowMs: number): boolean {
  return facts.isActive && RULES[reason].holds(facts, nowMs);
}

/** The reason in a sentence, for a key that it holds for. */
export function attentionWords(reason: AttentionReason, facts: AttentionFacts, nowMs: number): string {
  return RULES[reason].sentence(facts, nowMs);
}

/** What the reason is called, how grave it is, and what mends it. */
export function describeReason(reason: AttentionReason): Pick<Rule, "label" | "tone" | "mend"> {
  const { label, tone, mend } = RULES[reason];
  return { label, tone, mend };
}

/** The reason that a text names, or null. */
export function readReason(text: string): AttentionReason | null {
  return ATTENTION_REASONS.find((reason) => reason === text) ?? null;
}

function isNews(note: { readonly atMs: number } | null, nowMs: number): boolean {
  return note !== null && note.atMs > nowMs - NOTED_WITHIN_MS;
}

function dayText(ms: number): string {
  return instantText(ms).slice(0, 10);
}

function daysWords(ms: number): string {
  const days = Math.floor(ms / DAY_MS);
  return days === 1 ? "1 day" : `${days} days`;
}

/** Less than a day is told in hours. */
function aheadWords(ms: number): string {
  if (ms >= DAY_MS) return `in ${daysWords(ms)}`;
  const hours = Math.floor(ms / 3_600_000);
  return hours === 0 ? "within the hour" : `in ${hours} ${hours === 1 ? "hour" : "hours"}`;
}
