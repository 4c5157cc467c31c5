// A request for a key as admins and its requester see it.
import { z } from "zod";

/** `expired`: approved, and the link that reveals the secret ended unused. */
export const REQUEST_STATES = ["unconfirmed", "waiting", "approved", "expired", "revealed", "refused", "withdrawn"] as const;

export type RequestState = (typeof REQUEST_STATES)[number];

export const requestView = z.strictObject({
  id: z.string(),
  state: z.enum(REQUEST_STATES),
  /** Slug and name. */
  api: z.string(),
  apiName: z.string(),
  /** null = a stranger. */
  memberId: z.string().nullable(),
  name: z.string(),
  email: z.string(),
  organisation: z.string(),
  purpose: z.string(),
  plan: z.string(),
  createdAt: z.string(),
  confirmedAt: z.string().nullable(),
  decidedAt: z.string().nullable(),
  /** As the audit names them. */
  decidedBy: z.string().nullable(),
  reason: z.string().nullable(),
  revealUntil: z.string().nullable(),
  /** The key's public id, once there is one. */
  key: z.string().nullable(),
});

export type RequestView = z.output<typeof requestView>;

/** The state at that instant, in milliseconds since the epoch. */
export function stateOfRequest(stored: string, revealUntilMs: number | null, nowMs: number): RequestState {
  const state = REQUEST_STATES.find((known) => known === stored) ?? "unconfirmed";
  return state === "approved" && revealUntilMs !== null && revealUntilMs <= nowMs ? "expired" : state;
}
