// Which header lines belong to one connection only and so end at a proxy (RFC 9110 §7.6.1).
import { type HeaderLine, headerValues } from "@/lib/core/http";

const HOP_BY_HOP: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** The lower-case names that end here: the standing ones and those that the message's own `Connection` lines name. */
export function hopByHopNames(headers: readonly HeaderLine[]): ReadonlySet<string> {
  const named = headerValues(headers, "connection")
    .flatMap((value) => value.split(","))
    .map((token) => token.trim().toLowerCase())
    .filter((token) => token !== "" && !HOP_BY_HOP.has(token) && token !== "close");
  return named.length === 0 ? HOP_BY_HOP : new Set([...HOP_BY_HOP, ...named]);
}
