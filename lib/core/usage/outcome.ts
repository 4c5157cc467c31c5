// What became of a request, in the words that usage is counted by.

/** `limited` = a window or a quota was full; `denied` = any other refusal, its reason beside it. */
export const OUTCOMES = ["accepted", "limited", "denied"] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** The first digit of the status that left; 0 = unknown: the request was admitted, and its end is still to come or was lost with the process. */
export const STATUS_CLASSES = [0, 1, 2, 3, 4, 5] as const;

export type StatusClass = (typeof STATUS_CLASSES)[number];

/** The class of a status; 0 where it is none. */
export function statusClass(status: number): StatusClass {
  const first = Math.floor(status / 100);
  return first >= 1 && first <= 5 ? (first as StatusClass) : 0;
}

const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** A method as it is counted: clients can invent any number of others. */
export function countedMethod(method: string): string {
  return METHODS.has(method) ? method : "other";
}

/** In place of a template where the path matched none (ruling 47): paths themselves may hold secrets. */
export const UNMATCHED = "(unmatched)";
