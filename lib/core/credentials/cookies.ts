// Reads cookies from raw header lines (RFC 6265 §5.4; HTTP/2 may split them over several lines).
import { type HeaderLine, headerValues } from "@/lib/core/http";

/** Every non-empty value sent for a cookie of that name, in order. */
export function cookieValues(headers: readonly HeaderLine[], cookieName: string): string[] {
  const values: string[] = [];
  for (const pair of headerValues(headers, "cookie").flatMap((line) => line.split(";"))) {
    const equals = pair.indexOf("=");
    if (equals < 0 || pair.slice(0, equals).trim() !== cookieName) continue;
    const value = pair.slice(equals + 1).trim();
    if (value !== "") values.push(value);
  }
  return values;
}
