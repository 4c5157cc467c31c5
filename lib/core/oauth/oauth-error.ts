// How OAuth's endpoints refuse: one error code out of its own list, with a sentence for whoever writes the client (RFC 6749 §5.2).

/** RFC 6749 §5.2; `invalid_target` is RFC 8693 §2.2.2; the last three are ours, for what OAuth has no word for. */
export type OauthErrorCode =
  | "invalid_request"
  | "invalid_client"
  | "invalid_grant"
  | "unauthorized_client"
  | "unsupported_grant_type"
  | "invalid_scope"
  | "invalid_target"
  | "slow_down"
  | "https_required"
  | "temporarily_unavailable";

/** A refusal. The description repeats nothing of what was sent: it may be a secret. */
export interface OauthError {
  readonly error: OauthErrorCode;
  readonly description: string;
  /** Where trying again later may help. */
  readonly retryAfterSeconds?: number;
}

/** The status of each code; everything else is 400. */
const STATUS: Partial<Readonly<Record<OauthErrorCode, number>>> = {
  invalid_client: 401,
  slow_down: 429,
  https_required: 403,
  temporarily_unavailable: 503,
};

/** An error. */
export function oauthError(error: OauthErrorCode, description: string): OauthError {
  return { error, description };
}

/** The HTTP status that goes with it. */
export function statusOf({ error }: OauthError): number {
  return STATUS[error] ?? 400;
}

/** Whether a step came to an error. */
export function isOauthError(value: unknown): value is OauthError {
  return typeof value === "object" && value !== null && "error" in value && "description" in value;
}
