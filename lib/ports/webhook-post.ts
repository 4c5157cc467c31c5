// What the delivery of webhooks needs from the world, with promises in words.

/** A signed delivery. */
export interface ReadyDelivery {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** `status`: of the answer; null = there was none. `error`: one line without secrets; null for an answer of 2xx. */
export interface Delivered {
  readonly status: number | null;
  readonly error: string | null;
}

/** Sends deliveries. */
export interface WebhookPost {
  /**
   * Never rejects, and takes 15 seconds at most. Connects only to addresses that were judged when the name was resolved, follows no
   * redirect and reads next to nothing of the answer.
   */
  post(delivery: ReadyDelivery): Promise<Delivered>;
  close(): Promise<void>;
}

/** HMAC-SHA-256 of the text under those bytes, in base64. */
export type SignBase64 = (secret: Uint8Array, text: string) => string;
