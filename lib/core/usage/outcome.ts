// What became of a request, in the words that usage is counted by.

/** `limited` = a window or a quota was full; `denied` = any other refusal, its reason beside it. */
export const OUTCOMES = ["accepted", "limited", "denied"] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** The first digit of the status that left; 0 = unknown: the request was admitted, and its end is still to come or was lost with the process. */
export const STATUS_CLASSES = [0, 1, 2, 3, 4, 5] as const;

export type StatusClass = (typeof STATUS_CLASSES)[number];

/** In place of a template where the path matched none (ruling 47): paths themselves may hold secrets. */
export const UNMATCHED = "(unmatched)";
