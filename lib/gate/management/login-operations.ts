// The management API's operations on signing in: with a password, and on the word of a backend.
import { parseAddress } from "@/lib/core/grants/addresses";
import { type Answer, jsonAnswer } from "@/lib/core/http";
import type { JsonObject } from "@/lib/core/json";
import { checkFields, type LoginInput, loginAnswer, loginRequest, pingRequest } from "@/lib/core/schemas/sign-in";
import { sessionCookies } from "@/lib/core/sign-in/session-cookies";
import { type SignInSource, sourceOfAddress } from "@/lib/core/sign-in/sign-in-limits";
import { withHeaders } from "@/lib/gate/gate-world";
import type { SessionTokens } from "@/lib/manage/sessions/begin-session";
import { type Pinged, pingUser } from "@/lib/manage/sessions/ping-user";
import { LOGIN_ID_TYPES } from "@/lib/manage/sessions/session-user";
import { signInUser, type UserSignedIn } from "@/lib/manage/sessions/sign-in-user";
import { fieldErrors, refuse } from "./answers";
import { actorOf } from "./caller-of";
import { LOGIN_FACTS, PING_QUERY } from "./login-facts";
import { findLoginPlace, findPingPlace } from "./login-place";
import type { ManagementCall, Operation } from "./operation";
import { readQuery } from "./query";
import { readFields } from "./read-object";

/** With login id and password. */
export const login: Operation = {
  method: "POST",
  template: "/api/login",
  facts: LOGIN_FACTS.login,
  handler: async (call) => {
    const body = await readFields(call);
    // Who may not ask is not told what is wrong with the question.
    if (!body.ok) return call.caller === null ? refuse(call, "missing") : body.answer;
    const found = await findLoginPlace(call, body.fields.applicationId ?? null);
    if (!found.ok) return found.answer;
    const input = checkFields(loginRequest, body.fields);
    if (!input.ok) return fieldErrors(call, "", input.problems);
    const source = sourceOf(call, input.value);
    const signedIn = await signInUser(call.world, {
      place: found.place,
      loginId: input.value.loginId,
      loginIdTypes: LOGIN_ID_TYPES.filter((type) => input.value.loginIdTypes?.includes(type) ?? true),
      password: input.value.password,
      source,
      wantsTokens: input.value.noJWT !== true,
      metadata: metadataOf(input.value, source),
    });
    return withSessionCookies(call, signedIn, answerSignedIn(call, signedIn));
  },
};

/** By body or query. */
export const loginPing: Operation = {
  method: "PUT",
  template: "/api/login",
  facts: LOGIN_FACTS.ping,
  handler: (call) => ping(call),
};

/** By the path. */
export const loginPingUser: Operation = {
  method: "PUT",
  template: "/api/login/{userId}",
  facts: LOGIN_FACTS.pingUser,
  handler: (call) => ping(call),
};

/** By the path, with the application. */
export const loginPingUserAt: Operation = {
  method: "PUT",
  template: "/api/login/{userId}/{applicationId}",
  facts: LOGIN_FACTS.pingUserAt,
  handler: (call) => ping(call),
};

/** All of them. */
export const LOGIN_OPERATIONS: readonly Operation[] = [login, loginPing, loginPingUser, loginPingUserAt];

async function ping(call: ManagementCall): Promise<Answer> {
  const body = await readFields(call);
  if (!body.ok) return body.answer;
  const { userId, applicationId } = readQuery(call.query, PING_QUERY);
  const named = { userId: body.fields.userId ?? userId ?? null, applicationId: body.fields.applicationId ?? applicationId ?? null };
  const fields: JsonObject = { ...body.fields, ...named, ...call.params };
  const input = checkFields(pingRequest, fields);
  if (!input.ok) return fieldErrors(call, "", input.problems);
  const found = await findPingPlace(call, input.value.userId, fields.applicationId ?? null);
  if (!found.ok) return found.answer;
  const wanted = { place: found.place, userId: input.value.userId, wantsTokens: input.value.noJWT !== true };
  return answerSignedIn(call, await pingUser(call.world, actorOf(call), wanted));
}

function answerSignedIn(call: ManagementCall, signedIn: UserSignedIn | Pinged): Answer {
  switch (signedIn.kind) {
    case "refused":
      return refuse(call, "not_found");
    case "expired":
      return { ...refuse(call, "not_found"), status: 410 };
    case "slowed":
      return refuse(call, "too_many_failures", { retryAfter: signedIn.retryAfterSeconds });
    case "signed-in": {
      const shown = { ...shownTokens(signedIn.tokens), user: signedIn.user };
      return jsonAnswer(signedIn.isRegistered ? 200 : 202, loginAnswer.parse(shown), [["x-request-id", call.requestId]]);
    }
    default:
      return signedIn satisfies never;
  }
}

function shownTokens(tokens: SessionTokens | null): JsonObject {
  if (tokens === null) return {};
  const { access, refresh } = tokens;
  const issued = { token: access.token, tokenExpirationInstant: access.expiresAtMs };
  return refresh === null ? issued : { ...issued, refreshToken: refresh.token, refreshTokenId: refresh.id };
}

function withSessionCookies(call: ManagementCall, signedIn: UserSignedIn, answer: Answer): Answer {
  if (signedIn.kind !== "signed-in" || signedIn.tokens === null) return answer;
  const { access, refresh } = signedIn.tokens;
  const kept =
    refresh === null ? null : { token: refresh.token, lifeSeconds: Math.floor((refresh.expiresAtMs - call.world.nowMs()) / 1000) };
  return withHeaders(answer, sessionCookies(call.request.scheme, access.token, kept));
}

/** Only a backend with a key is believed when it names somebody else's address. */
function sourceOf({ caller, request }: ManagementCall, { ipAddress, eventInfo }: LoginInput): SignInSource {
  if (caller === null) return sourceOfAddress(request.peer);
  const named = ipAddress ?? eventInfo?.ipAddress ?? null;
  if (named !== null && parseAddress(named) !== null) return sourceOfAddress(named);
  return { name: `key ${caller.publicId ?? caller.id}`, isShared: true };
}

function metadataOf({ metaData }: LoginInput, { name, isShared }: SignInSource): JsonObject {
  const { description, name: deviceName, type } = metaData?.device ?? {};
  const told = { description, name: deviceName, type, ...(isShared ? {} : { lastAccessedAddress: name }) };
  const device = Object.fromEntries(Object.entries(told).flatMap(([key, value]) => (typeof value === "string" ? [[key, value]] : [])));
  return { device, ...(metaData?.data === undefined ? {} : { data: metaData.data }) };
}
