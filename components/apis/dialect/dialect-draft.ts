// A dialect while it is edited: the literal, and the bodies of its answers as they are typed.
import { DENIAL_CODES, type DenialCode } from "@/lib/core/denials/denial";
import type { Dialect, Wording } from "@/lib/core/dialects/dialect";
import type { Json } from "@/lib/core/http";

export interface DialectDraft {
  /** All but the wording. */
  readonly dialect: Dialect;
  readonly wording: Readonly<Record<DenialCode, WordingDraft>>;
}

export interface WordingDraft {
  readonly status: string;
  /** JSON, as typed. */
  readonly body: string;
  readonly isEmpty: boolean;
}

export function dialectDraft(dialect: Dialect): DialectDraft {
  const entries = DENIAL_CODES.map((code) => [code, wordingDraft(dialect.wording[code])] as const);
  return { dialect, wording: Object.fromEntries(entries) as DialectDraft["wording"] };
}

function wordingDraft({ status, body, empty }: Wording): WordingDraft {
  return { status: String(status), body: JSON.stringify(body, null, 2), isEmpty: empty === true };
}

/** The body that was typed; undefined where it is no JSON. */
export function typedBody(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** The refusals whose bodies are no JSON. */
export function brokenBodies({ wording }: DialectDraft): readonly DenialCode[] {
  return DENIAL_CODES.filter((code) => !wording[code].isEmpty && typedBody(wording[code].body) === undefined);
}

/** The literal as it stands: what is no number or no JSON yet is left as it was typed. */
export function literalOf({ dialect, wording }: DialectDraft): Dialect {
  const entries = DENIAL_CODES.map((code) => [code, wordingOf(wording[code])] as const);
  return { ...dialect, wording: Object.fromEntries(entries) as Dialect["wording"] };
}

function wordingOf({ status, body, isEmpty }: WordingDraft): Wording {
  const number = /^\d{1,4}$/.test(status.trim()) ? Number(status) : Number.NaN;
  const typed = typedBody(body);
  return { status: number, body: isEmpty ? null : (typed ?? null), ...(isEmpty ? { empty: true as const } : {}) };
}
