// Which credentials of a request an operation of the management API looks at.
import type { Api } from "@/lib/core/catalogue";
import { isUnvouchedWrite, withoutCookies } from "@/lib/core/credentials/own-page";
import { readCredential } from "@/lib/core/credentials/read-credential";
import type { HeaderLine } from "@/lib/core/http";
import { ACCESS_COOKIE } from "@/lib/core/sign-in/session-cookies";
import type { Operation } from "./operation";

/** A request as far as its credentials are concerned. */
export interface Presented {
  readonly api: Api;
  readonly method: string;
  readonly path: string;
  readonly headers: readonly HeaderLine[];
  readonly hasRawCase: boolean;
}

/**
 * The header lines that authentication may read. A cookie is no credential where only keys are, nor for a change that another site's
 * page may have sent: then it is as if there were none.
 */
export function credentialLines(operation: Operation | null, { method, headers }: Pick<Presented, "method" | "headers">) {
  const isOnlyForKeys = operation?.facts.access === "key-if-sent";
  return isOnlyForKeys || isUnvouchedWrite(method, headers, [ACCESS_COOKIE]) ? withoutCookies(headers) : headers;
}

/** Whether the operation goes on without a caller: it is open, or it takes a key only where one is sent, and none was. */
export function needsNoKey(operation: Operation, { api, path, headers, hasRawCase }: Presented): boolean {
  const { access } = operation.facts;
  if (access !== "key-if-sent") return access === "open";
  const { kind } = readCredential({ dialect: api.dialect, settings: api.settings, hasRawCase }, path, withoutCookies(headers));
  return kind === "none" || kind === "token";
}
