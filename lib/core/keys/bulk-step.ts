// What can be done with several keys at once, and how each of them took it.
import type { RefusedState } from "@/lib/core/schemas/action-state";
import type { KeyView } from "@/lib/core/schemas/key-view";

/** The steps, and how people speak of each. */
export const BULK_STEPS = {
  pause: {
    verb: "Pause",
    doing: "Pausing",
    did: "Paused",
    effect: "They are refused from their next request on, until somebody resumes them.",
    effectOnOne: "It is refused from its next request on, until somebody resumes it.",
  },
  resume: {
    verb: "Resume",
    doing: "Resuming",
    did: "Resumed",
    effect: "They pass again from their next request on.",
    effectOnOne: "It passes again from its next request on.",
  },
  extend: {
    verb: "Extend",
    doing: "Extending",
    did: "Extended",
    effect: "They live until the chosen day. Whichever lives longer already is left as it is.",
    effectOnOne: "It lives until the chosen day. Where it lives longer already, it is left as it is.",
  },
  revoke: {
    verb: "Revoke",
    doing: "Revoking",
    did: "Revoked",
    effect: "They are refused from their next request on, for good. This cannot be undone.",
    effectOnOne: "It is refused from its next request on, for good. This cannot be undone.",
  },
} as const;

export type BulkStep = keyof typeof BULK_STEPS;

/** What takes a step back for the keys that it changed; a step that is not named cannot be taken back. */
export const OPPOSITE_STEPS: Readonly<Partial<Record<BulkStep, BulkStep>>> = { pause: "resume", resume: "pause" };

/** Days from now until which keys are extended. */
export const EXTENSION_DAYS = [30, 90, 365] as const;

/** The step of that name, or null. */
export function readBulkStep(text: unknown): BulkStep | null {
  return typeof text === "string" && Object.hasOwn(BULK_STEPS, text) ? (text as BulkStep) : null;
}

/** As much of a key as a list lets people act on. */
export type SelectedKey = Readonly<Pick<KeyView, "publicId" | "name" | "lastUsedAt">>;

/** That much of the key. */
export function selectedOf({ publicId, name, lastUsedAt }: SelectedKey): SelectedKey {
  return { publicId, name, lastUsedAt };
}

/** What was chosen for all keys of a run. */
export interface BulkChoice {
  /** Until when, where the step is to extend them. */
  readonly days: number;
  /** What agrees to revoking keys that are in use (`revokingWords`). */
  readonly typed: string;
}

/** Of a step that leaves nothing to choose. */
export const NO_CHOICE: BulkChoice = { days: 0, typed: "" };

/** `unchanged`: the key already was as asked. */
export type BulkAnswer = { readonly kind: "done" } | { readonly kind: "unchanged" } | RefusedState;

/** A key that was not changed, and why. */
export interface RefusedKey {
  readonly publicId: string;
  readonly name: string;
  readonly why: string;
}

/** How far a run over several keys is. `stopped`: somebody ended it; `broken`: the server could not be reached. */
export interface BulkRun {
  readonly step: BulkStep;
  readonly phase: "running" | "ended" | "stopped" | "broken";
  readonly total: number;
  readonly changed: readonly SelectedKey[];
  readonly unchanged: number;
  readonly refused: readonly RefusedKey[];
}

/** A run that begins. */
export function beginRun(step: BulkStep, total: number): BulkRun {
  return { step, phase: "running", total, changed: [], unchanged: 0, refused: [] };
}

/** The run after one more key. */
export function afterKey(run: BulkRun, key: SelectedKey, answer: BulkAnswer): BulkRun {
  if (answer.kind === "refused") {
    const why = answer.problems[0]?.message ?? "It was refused.";
    return { ...run, refused: [...run.refused, { publicId: key.publicId, name: key.name, why }] };
  }
  return answer.kind === "done" ? { ...run, changed: [...run.changed, key] } : { ...run, unchanged: run.unchanged + 1 };
}

/** Keys that were asked for, whatever came of it. */
export function takenOf({ changed, unchanged, refused }: BulkRun): number {
  return changed.length + unchanged + refused.length;
}

/** `Paused 10 of 12 keys. 1 already was so. 1 was refused.` and, where the run did not come to its end, how far it got. */
export function runWords(run: BulkRun): string {
  const { changed, unchanged, refused, total, phase } = run;
  const { doing, did } = BULK_STEPS[run.step];
  if (phase === "running") return `${doing}: ${takenOf(run)} of ${total}`;
  const left = total - takenOf(run);
  const words = [
    `${did} ${changed.length} of ${keysWords(total)}.`,
    unchanged > 0 && `${unchanged} already ${unchanged === 1 ? "was" : "were"} so.`,
    refused.length > 0 && `${refused.length} ${refused.length === 1 ? "was" : "were"} refused.`,
    left > 0 &&
      `${phase === "broken" ? "The server could not be reached" : "Stopped"}: ${left} ${left === 1 ? "was" : "were"} not touched.`,
  ];
  return words.filter((part) => part !== false).join(" ");
}

/** What is typed before keys are revoked together of which some are in use: `revoke 12 keys`. */
export function revokingWords(count: number): string {
  return `revoke ${keysWords(count)}`;
}

/** Of how many keys somebody typed so; null = they did not. What a browser sends is a text only if it is looked at. */
export function readRevokingWords(typed: unknown): number | null {
  if (typeof typed !== "string") return null;
  const words = typed.trim().toLowerCase().replace(/\s+/g, " ");
  const count = Number(/^revoke ([1-9]\d{0,5}) /.exec(words)?.[1] ?? 0);
  return count > 0 && words === revokingWords(count) ? count : null;
}

/** `1 key`, `12 keys`. */
export function keysWords(count: number): string {
  return count === 1 ? "1 key" : `${count} keys`;
}
