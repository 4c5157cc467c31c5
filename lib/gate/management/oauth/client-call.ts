// What OAuth's endpoints have in common: a form over HTTPS, from a client that proves who it is.
import { type Answer, headerValue } from "@/lib/core/http";
import { isOauthError, type OauthError, oauthError } from "@/lib/core/oauth/oauth-error";
import { type FormParameters, readForm, saysForm } from "@/lib/core/oauth/read-form";
import { managementApi } from "@/lib/gate/gate-world";
import type { ManagementCall } from "@/lib/gate/management/operation";
import { refusesPlainHttp } from "@/lib/gate/plain-http";
import { readBody } from "@/lib/gate/read-body";
import { authenticateClient, type OauthClient } from "./authenticate-client";
import { formTooLarge, oauthRefusal } from "./oauth-answers";

/** A longer form holds nothing that is asked for: two tokens, a scope, a client. */
const MOST_FORM_BYTES = 65_536;

/** What an endpoint makes of a client's form. */
export type ClientHandler = (call: ManagementCall, client: OauthClient, form: FormParameters) => Promise<Answer | OauthError>;

/** The handler of an operation for authenticated clients. A form that cannot be read is told before the client is looked at. */
export function forClients(handler: ClientHandler): (call: ManagementCall) => Promise<Answer> {
  return async (call) => {
    const answer = await answerClient(call, handler);
    return isOauthError(answer) ? oauthRefusal(call, answer) : answer;
  };
}

async function answerClient(call: ManagementCall, handler: ClientHandler): Promise<Answer | OauthError> {
  const { request, gate } = call;
  const { scheme, isLocal } = request;
  if (refusesPlainHttp({ scheme, isLocal, api: managementApi(gate) }, gate.decider)) return oauthError("https_required", "Use HTTPS.");
  if (!saysForm(headerValue(request.headers, "content-type"))) {
    return oauthError("invalid_request", "Send the parameters as application/x-www-form-urlencoded.");
  }
  const bytes = await readBody(request, MOST_FORM_BYTES);
  if (bytes === "too_large") return formTooLarge(call);
  const form = readForm(new TextDecoder().decode(bytes));
  if (isOauthError(form)) return form;
  const client = await authenticateClient(call, form);
  return isOauthError(client) ? client : handler(call, client, form);
}
