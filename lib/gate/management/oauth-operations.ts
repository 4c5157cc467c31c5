// OAuth's endpoints as operations: tokens, introspection, revocation, and the document that names them.
import { jsonAnswer } from "@/lib/core/http";
import { concerns, isIssuedTo } from "@/lib/core/oauth/concern";
import { describeToken, INACTIVE } from "@/lib/core/oauth/introspection";
import { isOauthError, oauthError } from "@/lib/core/oauth/oauth-error";
import { describeServer, GRANT_TYPES, serverMetadata } from "@/lib/core/oauth/server-metadata";
import { introspectionAnswer, shownTokenForm, tokenAnswer, tokenForm } from "@/lib/core/schemas/oauth";
import { describeSession, endForApplication } from "@/lib/manage/oauth/application-sessions";
import { revokeToken } from "@/lib/manage/oauth/revoke-token";
import { type ClientHandler, forClients } from "./oauth/client-call";
import { findToken, holderOf } from "./oauth/find-token";
import { emptyOauthAnswer, oauthAnswer } from "./oauth/oauth-answers";
import { GRANTS } from "./oauth/token-grants";
import type { Operation } from "./operation";

const TAG = "OAuth 2";
const CLIENTS =
  "A client authenticates by HTTP Basic, or with `client_id` and `client_secret` in the form. An API key is a client: its id with its secret. An application is one: its id with its client secret.";
const REFUSALS = {
  400: 'The request is wrong: `{"error", "error_description"}` (RFC 6749 §5.2).',
  401: "The client could not be authenticated: `invalid_client`.",
};
const NO_TOKEN = oauthError("invalid_request", "The form needs a token.");

/** RFC 6749 §3.2. */
export const createToken: Operation = {
  method: "POST",
  template: "/oauth2/token",
  facts: {
    id: "createToken",
    tag: TAG,
    summary: "Get an access token",
    description: `${CLIENTS}\n\n\`client_credentials\` gives a key a token with the limits of the key; a scope narrows it. \`refresh_token\` is for applications. A token exchange (RFC 8693) gives a token that may do less.`,
    access: "open",
    form: { schema: tokenForm, example: { grant_type: "client_credentials", scope: "read" } },
    answer: {
      schema: tokenAnswer,
      example: { access_token: "eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCJ9.e30.c2ln", token_type: "Bearer", expires_in: 3600, scope: "read" },
    },
    others: REFUSALS,
  },
  handler: forClients(async (call, client, form) => {
    const asked = form.get("grant_type");
    if (asked === undefined) return oauthError("invalid_request", "The form needs a grant_type.");
    const type = GRANT_TYPES.find((name) => name === asked);
    return type === undefined ? oauthError("unsupported_grant_type", "This grant_type is not served.") : GRANTS[type](call, client, form);
  }),
};

const introspect: ClientHandler = async (call, client, form) => {
  const text = form.get("token");
  if (text === undefined) return NO_TOKEN;
  const session = client.kind === "application" ? await describeSession(call.world, client, text) : null;
  if (session !== null) return oauthAnswer(call, introspectionAnswer.parse(session));
  const found = await findToken(call, client, text);
  if (isOauthError(found)) return found;
  const isTold = found !== null && concerns(holderOf(client), found.token);
  return oauthAnswer(call, introspectionAnswer.parse(isTold ? describeToken(found.token) : INACTIVE));
};

/** RFC 7662. */
export const introspectToken: Operation = {
  method: "POST",
  template: "/oauth2/introspect",
  facts: {
    id: "introspectToken",
    tag: TAG,
    summary: "Ask whether a token counts",
    description: `${CLIENTS}\n\nOf tokens of another API, tenant or application nobody learns more than \`"active": false\`.`,
    access: "open",
    form: { schema: shownTokenForm, example: { token: "eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCJ9.e30.c2ln" } },
    answer: {
      schema: introspectionAnswer,
      example: { active: true, scope: "read", client_id: "key_0000000001", token_type: "Bearer", exp: 1767229200, sub: "key_0000000001" },
    },
    others: REFUSALS,
  },
  handler: forClients(introspect),
};

const revoke: ClientHandler = async (call, client, form) => {
  const text = form.get("token");
  if (text === undefined) return NO_TOKEN;
  if (client.kind === "application" && (await endForApplication(call.world, client, text))) return emptyOauthAnswer(call);
  const found = await findToken(call, client, text);
  if (isOauthError(found)) return found;
  const holder = holderOf(client);
  const tokenId = found?.token.tokenId ?? null;
  if (found !== null && tokenId !== null && isIssuedTo(holder, found.token)) {
    const actor = client.kind === "key" ? `key:${client.record.publicId ?? client.record.id}` : `application:${client.id}`;
    await revokeToken(call.world, actor, { tokenId, tenantId: holder.tenantId });
  }
  return emptyOauthAnswer(call);
};

/** RFC 7009: 200 also for a token that counts no more, or that is not the client's. */
export const revokeTokenOperation: Operation = {
  method: "POST",
  template: "/oauth2/revoke",
  facts: {
    id: "revokeToken",
    tag: TAG,
    summary: "Revoke a token",
    description: `${CLIENTS}\n\nOf an access token that token alone ends, of a refresh token its whole session. A token that is not the client's is left alone, and the answer is the same.`,
    access: "open",
    form: { schema: shownTokenForm, example: { token: "eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCJ9.e30.c2ln" } },
    answer: null,
    others: REFUSALS,
  },
  handler: forClients(revoke),
};

/** RFC 8414. */
export const retrieveServerMetadata: Operation = {
  method: "GET",
  template: "/.well-known/oauth-authorization-server",
  facts: {
    id: "retrieveServerMetadata",
    tag: TAG,
    summary: "Find OAuth's endpoints",
    access: "open",
    answer: { schema: serverMetadata, example: describeServer("https://keys.example.com") },
  },
  handler: async ({ origin, requestId }) => jsonAnswer(200, serverMetadata.parse(describeServer(origin)), [["x-request-id", requestId]]),
};

/** All of them. */
export const OAUTH_OPERATIONS: readonly Operation[] = [createToken, introspectToken, revokeTokenOperation, retrieveServerMetadata];
