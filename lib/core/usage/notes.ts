// When something about a key's use is worth a note, as rows of a table, and the sentence about it.

/** What a note can be about. */
export const NOTE_KINDS = ["denied_share", "new_range", "first_use_after_pause", "near_limit"] as const;

export type NoteKind = (typeof NOTE_KINDS)[number];

/** What the sentence is made from. */
export interface NoteFacts {
  readonly denied_share: { readonly refused: number; readonly asked: number };
  readonly new_range: { readonly range: string };
  readonly first_use_after_pause: { readonly pausedDays: number };
  readonly near_limit: { readonly window: string; readonly used: number; readonly limit: number };
}

/** Something that was found out about a key. */
export type Note = { readonly [K in NoteKind]: { readonly kind: K; readonly facts: NoteFacts[K] } }[NoteKind];

/** How many of them are shown: the latest of all keys, and of one. The rest is told of, not listed. */
export const NOTES_SHOWN = { ofInstance: 20, ofKey: 50 } as const;

/** A key that was silent so long is said to have paused. */
export const PAUSE_DAYS = 30;

/** Fewer requests in an hour than this say nothing about a share. */
const LEAST_ASKED = 20;
const DENIED_SHARE = 0.2;
const NEAR_LIMIT = 0.8;

/** How a window or a quota of a key stands. */
export interface WindowUse {
  /** `minute`, `hour`, `quota-month`, … */
  readonly window: string;
  /** Never more than were really taken in any such window: sums by the clock's minutes and hours are a lower bound. */
  readonly used: number;
  readonly limit: number;
}

/** A key as the rules look at it. */
export interface KeyActivity {
  /** Decisions of the last 60 minutes. */
  readonly asked: number;
  /** Denied ones among them; a full window is no denial here: it has a rule of its own. */
  readonly refused: number;
  readonly windows: readonly WindowUse[];
}

type Rule = (activity: KeyActivity) => Note | null;

const RULES: readonly Rule[] = [
  ({ asked, refused }) =>
    asked >= LEAST_ASKED && refused > asked * DENIED_SHARE ? { kind: "denied_share", facts: { refused, asked } } : null,
  ({ windows }) => {
    const fullest = windows.filter(isNearLimit).sort((a, b) => b.used / b.limit - a.used / a.limit)[0];
    return fullest === undefined ? null : { kind: "near_limit", facts: fullest };
  },
];

/** What is worth a note, at most one of each kind. */
export function assessActivity(activity: KeyActivity): Note[] {
  return RULES.flatMap((rule) => rule(activity) ?? []);
}

const SENTENCES: { readonly [K in NoteKind]: (facts: NoteFacts[K]) => string } = {
  denied_share: ({ refused, asked }) => `${refused} of ${asked} requests within an hour were denied.`,
  new_range: ({ range }) => `First request from the address range ${range}.`,
  first_use_after_pause: ({ pausedDays }) => `Used again after ${pausedDays} days without a request.`,
  near_limit: ({ window, used, limit }) => `${used} of ${limit} units are used in ${windowWords(window)}.`,
};

/** One sentence for a person. */
export function describeNote<K extends NoteKind>(kind: K, facts: NoteFacts[K]): string {
  return SENTENCES[kind](facts);
}

/** A limit of a few units is near its end all the time. */
function isNearLimit({ used, limit }: WindowUse): boolean {
  return limit >= 5 && used > limit * NEAR_LIMIT;
}

function windowWords(window: string): string {
  return window.startsWith("quota-") ? `the quota (${window.slice(6)})` : `the window "${window}"`;
}
