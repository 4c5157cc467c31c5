// The grants of the token endpoint: what each gives to a client.
import type { Answer, Json } from "@/lib/core/http";
import { concerns } from "@/lib/core/oauth/concern";
import { ACCESS_TOKEN_TYPE, narrowToken, readExchange } from "@/lib/core/oauth/narrow-token";
import { isOauthError, type OauthError, oauthError } from "@/lib/core/oauth/oauth-error";
import { narrowScope } from "@/lib/core/oauth/scope";
import type { GrantType } from "@/lib/core/oauth/server-metadata";
import { parseToken } from "@/lib/core/tokens/parse-token";
import type { ManagementCall } from "@/lib/gate/management/operation";
import { refreshForApplication } from "@/lib/manage/oauth/application-sessions";
import { exchangeToken } from "@/lib/manage/oauth/exchange-token";
import { issueKeyToken } from "@/lib/manage/oauth/issue-key-token";
import type { IssuedToken } from "@/lib/manage/tokens/issue-token";
import type { ClientHandler } from "./client-call";
import { findToken, holderOf } from "./find-token";
import { oauthAnswer } from "./oauth-answers";

const NOT_FOR_APPLICATIONS = oauthError("unauthorized_client", "An application gets tokens for its users only.");
const BAD_SUBJECT = oauthError("invalid_request", "The subject_token does not count here.");

const grantClientCredentials: ClientHandler = async (call, client, form) => {
  if (client.kind === "application") return NOT_FOR_APPLICATIONS;
  const { api, record } = client;
  const permissions = narrowScope(form.get("scope"), record.permissions, api.dialect);
  if (isOauthError(permissions)) return permissions;
  const issued = await issueKeyToken(call.world, { api, record, permissions, origin: call.origin });
  return isOauthError(issued) ? issued : tokenAnswer(call, issued, permissions);
};

const exchange: ClientHandler = async (call, client, form) => {
  const asked = readExchange(form);
  if (isOauthError(asked)) return asked;
  const found = await findToken(call, client, asked.subjectToken);
  if (isOauthError(found)) return found;
  const header = parseToken(asked.subjectToken, null)?.header;
  if (found === null || header === undefined || !concerns(holderOf(client), found.token)) return BAD_SUBJECT;
  const narrowed = narrowToken(found.token, header.type === "at+jwt" ? "at+jwt" : "JWT", found.profile, asked);
  if (isOauthError(narrowed)) return narrowed;
  const issued = await exchangeToken(call.world, narrowed);
  return tokenAnswer(call, issued, narrowed.permissions, { issued_token_type: ACCESS_TOKEN_TYPE });
};

/** Sessions belong to applications. A scope cannot narrow what a user may do: roles are the application's to read (RFC 6749 §6). */
const refresh: ClientHandler = async (call, client, form) => {
  const secret = form.get("refresh_token");
  if (client.kind === "key") return oauthError("unauthorized_client", "An API key has no refresh tokens.");
  if (secret === undefined) return oauthError("invalid_request", "The grant needs a refresh_token.");
  if (form.has("scope")) return oauthError("invalid_scope", "The scope of a session cannot be changed.");
  const refreshed = await refreshForApplication(call.world, client, secret);
  if (refreshed === null) return oauthError("invalid_grant", "The refresh_token is no good.");
  return tokenAnswer(call, refreshed.access, permissionsIn(refreshed.access.token), { refresh_token: refreshed.refresh.token });
};

/** The names that a user's token lists, in whichever of the forms. */
function permissionsIn(token: string): readonly string[] {
  const { roles, scope } = parseToken(token, null)?.claims ?? {};
  const list: readonly unknown[] = [roles, scope].find((claim) => Array.isArray(claim)) ?? [];
  return list.filter((name) => typeof name === "string");
}

/** By the name that a client sends. */
export const GRANTS: Readonly<Record<GrantType, ClientHandler>> = {
  client_credentials: grantClientCredentials,
  refresh_token: refresh,
  "urn:ietf:params:oauth:grant-type:token-exchange": exchange,
};

function tokenAnswer(
  call: ManagementCall,
  { token, expiresAtMs }: IssuedToken,
  permissions: readonly string[],
  more: { readonly [name: string]: Json } = {},
): Answer | OauthError {
  return oauthAnswer(call, {
    access_token: token,
    token_type: "Bearer",
    expires_in: Math.max(0, Math.floor((expiresAtMs - call.world.nowMs()) / 1000)),
    scope: permissions.join(" "),
    ...more,
  });
}
