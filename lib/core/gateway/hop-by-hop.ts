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
  let names: Set<string> | null = null;
  for (const value of headerValues(headers, "connection")) {
    // What nearly every message says here: neither names a line that is not known already.
    if (value === "keep-alive" || value === "close") continue;
    for (const token of value.split(",")) {
      const name = token.trim().toLowerCase();
      if (name === "" || name === "close" || HOP_BY_HOP.has(name)) continue;
      names ??= new Set(HOP_BY_HOP);
      names.add(name);
    }
  }
  return names ?? HOP_BY_HOP;
}
