// Reads the parameters that OAuth's endpoints take: a form, each name at most once (RFC 6749 §3.2).
import { type OauthError, oauthError } from "./oauth-error";

/** By name; a parameter without a value counts as left out. */
export type FormParameters = ReadonlyMap<string, string>;

const FORM_TYPE = /^application\/x-www-form-urlencoded(?:\s*;.*)?$/i;

/** Whether a content type says that the body is a form. */
export function saysForm(contentType: string | null): boolean {
  return FORM_TYPE.test(contentType?.trim() ?? "");
}

/** The parameters of a form in UTF-8, or why they cannot be told. */
export function readForm(text: string): FormParameters | OauthError {
  const parameters = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) {
    if (parameters.has(name)) return oauthError("invalid_request", "A parameter was sent more than once.");
    parameters.set(name, value);
  }
  return new Map([...parameters].filter(([, value]) => value !== ""));
}
