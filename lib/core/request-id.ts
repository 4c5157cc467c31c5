// The id that names one request to its client, in the logs and in the console.

/**
 * `req_` + 22 digits: the instant in epoch milliseconds (13 digits), then `random` (9 digits; a whole number from 0 to 999,999,999).
 * Digits only, because a vendor's page shows such an id.
 */
export function requestId(nowMs: number, random: number): string {
  return `req_${String(nowMs).padStart(13, "0")}${String(random).padStart(9, "0")}`;
}

/** The id in a text that somebody pasted; null = there is none. */
export function readRequestId(text: string): string | null {
  return /(?<![0-9A-Za-z_])req_\d{22}(?![0-9A-Za-z_])/.exec(text)?.[0] ?? null;
}

/** When the request of that id came, in epoch milliseconds. */
export function requestedAtMs(id: string): number {
  return Number(id.slice(4, 17));
}
