// How long a request's body says it is, read from its header lines (RFC 9112 §6).
import { type HeaderLine, headerValue, headerValues } from "@/lib/core/http";

/** `unread` = a chunked body, whose length is known only at its end. */
export type BodyFraming = { readonly kind: "none" } | { readonly kind: "sized"; readonly bytes: number } | { readonly kind: "unread" };

const NO_BODY: BodyFraming = { kind: "none" };
const UNREAD: BodyFraming = { kind: "unread" };

/**
 * The framing of a request body, or null where the lines contradict each other: a length beside a transfer coding, two lengths,
 * or a length that is no number. Such a message is refused, since two readers could disagree on where it ends.
 */
export function readBodyFraming(headers: readonly HeaderLine[]): BodyFraming | null {
  const lengths = headerValues(headers, "content-length");
  const isCoded = headerValue(headers, "transfer-encoding") !== null;
  const [length] = lengths;
  if (length === undefined) return isCoded ? UNREAD : NO_BODY;
  if (isCoded || lengths.length > 1 || !/^\d{1,15}$/.test(length)) return null;
  return { kind: "sized", bytes: Number(length) };
}
