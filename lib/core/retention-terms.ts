// How long is kept what no setting decides about: whoever removes it and the page that says so read one table.

const DAY_MS = 86_400_000;

/** In milliseconds. */
export const KEPT_MS = {
  /** From when it was written, once it is sent or given up. */
  mail: 30 * DAY_MS,
  /** From the event, once it is delivered or given up. */
  webhookDelivery: 30 * DAY_MS,
  /** A request for a key whose address nobody confirmed. */
  unconfirmedRequest: 7 * DAY_MS,
  /** A console session, from its last use. No setting lets one be idle for longer. */
  consoleSession: 30 * DAY_MS,
} as const;

/** Of refusals without a known key each process keeps the latest, so many. */
export const MOST_UNKNOWN_REFUSALS = 1_000_000;

interface RetentionTerm {
  readonly what: string;
  readonly howLong: string;
}

/** In words, for people. */
export const RETENTION_TERMS: readonly RetentionTerm[] = [
  { what: "Mails", howLong: `${daysOf(KEPT_MS.mail)}, once they are sent or given up` },
  { what: "Deliveries to webhooks", howLong: `${daysOf(KEPT_MS.webhookDelivery)}, once they are delivered or given up` },
  {
    what: "Refusals without a known key",
    howLong: `The latest ${MOST_UNKNOWN_REFUSALS.toLocaleString("en")} of each process; their sums as those of usage`,
  },
  {
    what: "Requests for keys",
    howLong: `${daysOf(KEPT_MS.unconfirmedRequest)} while their address is not confirmed; all others until their API is deleted`,
  },
  { what: "Sessions of members", howLong: `${daysOf(KEPT_MS.consoleSession)} after their last use; removed at the member’s next sign-in` },
  { what: "Revoked and expired keys", howLong: "Until their API is deleted, without their secrets" },
  { what: "The audit", howLong: "For ever: nothing removes a row of it" },
];

function daysOf(milliseconds: number): string {
  return `${milliseconds / DAY_MS} days`;
}
