// The management API's operations on refresh tokens: exchanging one, and looking after everybody's.
import { z } from "zod";
import { cookieValues } from "@/lib/core/credentials/cookies";
import { isUnvouchedWrite } from "@/lib/core/credentials/own-page";
import { type Answer, emptyAnswer } from "@/lib/core/http";
import {
  checkFields,
  type RefreshInput,
  refreshAnswer,
  refreshRequest,
  refreshTokensAnswer,
  refreshTokenView,
  revokeRequest,
} from "@/lib/core/schemas/sign-in";
import { readUuid } from "@/lib/core/schemas/texts";
import { clearedCookies, REFRESH_COOKIE, sessionCookies } from "@/lib/core/sign-in/session-cookies";
import { withHeaders } from "@/lib/gate/gate-world";
import { revokeSessions } from "@/lib/manage/sessions/end-sessions";
import { findRefresh, findSession, findTenantOfUser, listSessions } from "@/lib/manage/sessions/find-sessions";
import { type Refreshed, refreshSession } from "@/lib/manage/sessions/refresh-session";
import { answerFound, fieldErrors, generalError, ok, refuse } from "./answers";
import { actorOf } from "./caller-of";
import type { ManagementCall, Operation } from "./operation";
import { readQuery } from "./query";
import { readFields } from "./read-object";
import { REFRESH_FACTS, SELECTORS } from "./refresh-facts";
import { resolveTenants } from "./resolve-tenants";

const SHOWN = { noun: "refreshToken", schema: z.strictObject({ refreshToken: refreshTokenView }) };

/** With the cookie, or the token in the body. */
export const refreshToken: Operation = {
  method: "POST",
  template: "/api/jwt/refresh",
  facts: REFRESH_FACTS.refresh,
  handler: async (call) => {
    const { headers, method } = call.request;
    if (isUnvouchedWrite(method, headers, [REFRESH_COOKIE])) return refuse(call, "missing");
    const body = await readFields(call);
    if (!body.ok) return body.answer;
    const input = checkFields(refreshRequest, body.fields);
    if (!input.ok) return fieldErrors(call, "", input.problems);
    return refresh(call, cookieValues(headers, REFRESH_COOKIE), input.value);
  },
};

/** The sessions of a user. */
export const retrieveRefreshTokens: Operation = {
  method: "GET",
  template: "/api/jwt/refresh",
  facts: REFRESH_FACTS.list,
  handler: async (call) => {
    const selector = checkFields(revokeRequest, readQuery(call.query, SELECTORS));
    if (!selector.ok) return fieldErrors(call, "", selector.problems);
    const { userId, applicationId, token } = selector.value;
    if (userId === undefined && token === undefined) return missingSelector(call);
    const tenants = await resolveTenants(call, "by_id");
    if (!tenants.ok) return tenants.answer;
    const isKnown = userId === undefined || (await findTenantOfUser(call.world, tenants.tenantIds, userId)) !== null;
    const found = token === undefined ? null : await findRefresh(call.world, tenants.tenantIds, token);
    if (!isKnown || (token !== undefined && found === null)) return refuse(call, "not_found");
    const refreshTokens = await listSessions(call.world, tenants.tenantIds, { id: found?.session.id, userId, applicationId });
    return ok(call, refreshTokensAnswer, { refreshTokens });
  },
};

/** One session. */
export const retrieveRefreshToken: Operation = {
  method: "GET",
  template: "/api/jwt/refresh/{refreshTokenId}",
  facts: REFRESH_FACTS.retrieve,
  handler: async (call) => {
    const tenants = await resolveTenants(call, "by_id");
    if (!tenants.ok) return tenants.answer;
    const id = readUuid(call.params.refreshTokenId ?? "");
    return answerFound(call, SHOWN, id === null ? null : await findSession(call.world, tenants.tenantIds, id));
  },
};

/** By token, user, application. */
export const revokeRefreshTokens: Operation = {
  method: "DELETE",
  template: "/api/jwt/refresh",
  facts: REFRESH_FACTS.revoke,
  handler: async (call) => {
    const body = await readFields(call);
    if (!body.ok) return body.answer;
    const query = Object.entries(readQuery(call.query, SELECTORS)).filter(([, value]) => value !== null);
    const selector = checkFields(revokeRequest, { ...body.fields, ...Object.fromEntries(query) });
    if (!selector.ok) return fieldErrors(call, "", selector.problems);
    const { eventInfo: _eventInfo, ...parts } = selector.value;
    return Object.keys(parts).length === 0 ? missingSelector(call) : revoke(call, parts);
  },
};

/** One session. */
export const revokeRefreshToken: Operation = {
  method: "DELETE",
  template: "/api/jwt/refresh/{refreshTokenId}",
  facts: REFRESH_FACTS.revokeById,
  handler: async (call) => {
    const id = readUuid(call.params.refreshTokenId ?? "");
    return id === null ? refuse(call, "not_found") : revoke(call, { id });
  },
};

/** All of them. */
export const REFRESH_OPERATIONS: readonly Operation[] = [
  refreshToken,
  retrieveRefreshTokens,
  revokeRefreshTokens,
  retrieveRefreshToken,
  revokeRefreshToken,
];

/** The cookie wins over the body; two of them are none that could be believed. */
async function refresh(call: ManagementCall, cookies: readonly string[], input: RefreshInput): Promise<Answer> {
  const secret = cookies[0] ?? input.refreshToken;
  if (secret === undefined || secret === "") {
    return fieldErrors(call, "", [{ field: "refreshToken", code: "blank", message: "Send the refresh token." }]);
  }
  const tenants = await resolveTenants(call, "by_id");
  if (!tenants.ok) return tenants.answer;
  const attempt = { tenantIds: tenants.tenantIds, secret, lifeSeconds: input.timeToLiveInSeconds ?? null };
  const refreshed = cookies.length > 1 ? null : await refreshSession(call.world, attempt);
  if (refreshed !== null) return answerRefreshed(call, refreshed);
  const refused = fieldErrors(call, "", [{ field: "refreshToken", code: "invalid", message: "The refresh token is not valid." }]);
  return cookies.length === 0 ? refused : withHeaders(refused, clearedCookies(call.request.scheme));
}

function answerRefreshed(call: ManagementCall, { access, refresh: next }: Refreshed): Answer {
  const answer = ok(call, refreshAnswer, { refreshToken: next.token, refreshTokenId: next.id, token: access.token });
  const lifeSeconds = Math.floor((next.expiresAtMs - call.world.nowMs()) / 1000);
  return withHeaders(answer, sessionCookies(call.request.scheme, access.token, { token: next.token, lifeSeconds }));
}

async function revoke(call: ManagementCall, selector: Parameters<typeof revokeSessions>[3]): Promise<Answer> {
  const tenants = await resolveTenants(call, "by_id");
  if (!tenants.ok) return tenants.answer;
  const outcome = await revokeSessions(call.world, actorOf(call), tenants.tenantIds, selector);
  return outcome.kind === "absent" ? refuse(call, "not_found") : emptyAnswer(200);
}

function missingSelector(call: ManagementCall): Answer {
  return generalError(call, "MissingSelector", "Name the refresh tokens by token, userId or applicationId.");
}
