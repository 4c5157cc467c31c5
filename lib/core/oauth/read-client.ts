// Reads how a client authenticates itself: by HTTP Basic or in the form, never by both (RFC 6749 §2.3.1).
import { type OauthError, oauthError } from "./oauth-error";
import type { FormParameters } from "./read-form";

/** Who a client says it is, and its proof. */
export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

const BASIC = /^basic +([A-Za-z0-9+/]+={0,2})$/i;
const NO_CLIENT = oauthError("invalid_client", "Authenticate the client with its id and secret, by HTTP Basic or in the form.");

/**
 * The credentials out of the `Authorization` lines and the form. A `client_id` beside Basic is taken where it says the same; a
 * `client_secret` beside it is a second way, and two ways are one too many.
 */
export function readClient(authorization: readonly string[], form: FormParameters): ClientCredentials | OauthError {
  const [line, ...others] = authorization;
  const clientId = form.get("client_id");
  const clientSecret = form.get("client_secret");
  if (others.length > 0) return oauthError("invalid_request", "Authorization was sent more than once.");
  if (line === undefined) return clientId === undefined || clientSecret === undefined ? NO_CLIENT : { clientId, clientSecret };
  if (clientSecret !== undefined) return oauthError("invalid_request", "The client is authenticated in two ways. Use one.");
  const basic = readBasic(line);
  if (basic === null) return NO_CLIENT;
  if (clientId !== undefined && clientId !== basic.clientId) {
    return oauthError("invalid_request", "The form names another client than Authorization does.");
  }
  return basic;
}

/** RFC 6749 §2.3.1: id and secret are each encoded as in a form before they are joined for Basic (RFC 7617 §2). */
function readBasic(line: string): ClientCredentials | null {
  const encoded = BASIC.exec(line.trim())?.[1];
  const joined = encoded === undefined ? null : utf8Of(encoded);
  const colon = joined?.indexOf(":") ?? -1;
  if (joined === null || colon < 1) return null;
  const clientId = formDecoded(joined.slice(0, colon));
  const clientSecret = formDecoded(joined.slice(colon + 1));
  return clientId === null || clientSecret === null || clientSecret === "" ? null : { clientId, clientSecret };
}

function utf8Of(base64: string): string | null {
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // Both throw for nothing but bad input.
    return null;
  }
}

function formDecoded(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    // It throws for nothing but a bad escape.
    return null;
  }
}
