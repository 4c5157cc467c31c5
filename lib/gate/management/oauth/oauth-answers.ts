// The answers of OAuth's endpoints in OAuth's own shape.
import { type Answer, emptyAnswer, type HeaderLine, type Json, jsonAnswer } from "@/lib/core/http";
import { type OauthError, statusOf } from "@/lib/core/oauth/oauth-error";
import type { ManagementCall } from "@/lib/gate/management/operation";

/** 200 with that body, kept by no cache (RFC 6749 §5.1). */
export function oauthAnswer({ requestId }: Pick<ManagementCall, "requestId">, body: Json): Answer {
  return jsonAnswer(200, body, headersOf(requestId));
}

/** 200 without a body. */
export function emptyOauthAnswer({ requestId }: Pick<ManagementCall, "requestId">): Answer {
  return emptyAnswer(200, headersOf(requestId));
}

/** The error with its status. A client that could not be authenticated is told how it can (RFC 6749 §5.2). */
export function oauthRefusal({ requestId }: Pick<ManagementCall, "requestId">, refusal: OauthError): Answer {
  const { error, description, retryAfterSeconds } = refusal;
  const more: HeaderLine[] = [];
  if (error === "invalid_client") more.push(["www-authenticate", 'Basic realm="oauth2", charset="UTF-8"']);
  if (retryAfterSeconds !== undefined) more.push(["retry-after", String(retryAfterSeconds)]);
  return jsonAnswer(statusOf(refusal), { error, error_description: description }, [...headersOf(requestId), ...more]);
}

/** 413 for a form that no client needs. */
export function formTooLarge({ requestId }: Pick<ManagementCall, "requestId">): Answer {
  return jsonAnswer(413, { error: "invalid_request", error_description: "The form is too large." }, headersOf(requestId));
}

function headersOf(requestId: string): HeaderLine[] {
  return [
    ["pragma", "no-cache"],
    ["x-request-id", requestId],
  ];
}
