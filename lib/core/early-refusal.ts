// What the edge stage may refuse about an API request: only what needs no store, and what the gate would refuse in the same words.
import { MANAGEMENT_SLUG } from "@/lib/core/catalogue";
import { readCredential } from "@/lib/core/credentials/read-credential";
import { type Denial, denial } from "@/lib/core/denials/denial";
import type { Wording } from "@/lib/core/dialects/dialect";
import { readPreflight } from "@/lib/core/gateway/cors";
import type { HeaderLine } from "@/lib/core/http";
import { isOpenPlace } from "@/lib/core/open-roots";
import type { Addressed } from "@/lib/core/request-guard";

/** A request as the edge stage sees it: on the wire, or with header names in lower case and repeated lines joined. */
export interface EdgeRequest {
  readonly method: string;
  readonly headers: readonly HeaderLine[];
  readonly scheme: "http" | "https";
  readonly isLocal: boolean;
  readonly hasRawCase: boolean;
}

/** Management operations that take no credential. They are passed on unread; being listed here opens nothing. */
const OPEN_PATHS = new Set([
  "/api/health",
  "/api/login",
  "/api/logout",
  "/api/jwt/public-key",
  "/api/jwt/refresh",
  "/api/jwt/validate",
  "/api/status",
]);

/**
 * The refusal for a request without a credential, with several, or with an unreadable one; null = the gate decides. Transport is
 * judged before credentials, and by the gate alone, so plain HTTP from elsewhere is passed on.
 */
export function refuseEarly(request: EdgeRequest, addressed: Addressed): Denial | null {
  const { api, path } = addressed;
  if (request.scheme === "http" && !request.isLocal) return null;
  // A letter-for-letter dialect cannot be read once names are in lower case.
  if (api.settings.strictHeaderCase && !request.hasRawCase) return null;
  if (readPreflight(request.method, request.headers) !== null) return null;
  if (isOpenPlace(addressed) || (api.slug === MANAGEMENT_SLUG && OPEN_PATHS.has(path))) return null;
  const rules = { dialect: api.dialect, settings: api.settings, hasRawCase: request.hasRawCase };
  const reading = readCredential(rules, path, request.headers);
  switch (reading.kind) {
    case "none":
      return denial("missing");
    case "several":
      return denial("several");
    case "unreadable":
      return namesKey(api.dialect.wording[reading.code]) ? null : denial(reading.code);
    case "key":
    case "token":
      return null;
    default:
      return reading satisfies never;
  }
}

/** A wording that names a key shows a stand-in where none was found, and only the gate can make one. */
function namesKey(wording: Wording): boolean {
  return JSON.stringify(wording.body).includes("{keyId}");
}
