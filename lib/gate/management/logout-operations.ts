// The management API's operation on signing out.
import { z } from "zod";
import { cookieValues } from "@/lib/core/credentials/cookies";
import { isUnvouchedWrite } from "@/lib/core/credentials/own-page";
import { emptyAnswer } from "@/lib/core/http";
import { checkFields, logoutRequest } from "@/lib/core/schemas/sign-in";
import { ACCESS_COOKIE, clearedCookies, REFRESH_COOKIE } from "@/lib/core/sign-in/session-cookies";
import { signOut } from "@/lib/manage/sessions/end-sessions";
import { fieldErrors, refuse } from "./answers";
import type { Operation } from "./operation";
import { readQuery } from "./query";
import { readFields } from "./read-object";
import { resolveSearch } from "./resolve-tenants";

const QUERY = z.object({
  global: z.string().optional().meta({ description: "`true` ends every session of the user." }),
  refreshToken: z.string().optional().meta({ description: "The refresh token of the session, where no cookie carries it." }),
});

/** By cookie, query or body, or all of them. */
export const logout: Operation = {
  method: "POST",
  template: "/api/logout",
  facts: {
    id: "logout",
    tag: "Login",
    summary: "Sign a user out",
    description:
      "Ends the session of the refresh token, with its access tokens, and clears both cookies. A token that names nothing changes nothing " +
      "and is answered alike. With a cookie the request must come from a page of this origin (`Sec-Fetch-Site` or `Origin`).",
    access: "open",
    query: QUERY,
    body: { schema: logoutRequest, example: { global: true }, isOptional: true },
    answer: null,
    others: { 400: "Fields that are wrong.", 401: "A cookie came from another origin. No body." },
  },
  handler: async (call) => {
    const { headers, method, scheme } = call.request;
    if (isUnvouchedWrite(method, headers, [ACCESS_COOKIE, REFRESH_COOKIE])) return refuse(call, "missing");
    const body = await readFields(call);
    if (!body.ok) return body.answer;
    const input = checkFields(logoutRequest, body.fields);
    if (!input.ok) return fieldErrors(call, "", input.problems);
    const query = readQuery(call.query, QUERY);
    const named = [...cookieValues(headers, REFRESH_COOKIE), query.refreshToken, input.value.refreshToken];
    const secrets = new Set(named.filter((secret) => typeof secret === "string"));
    const tenants = await resolveSearch(call);
    const isGlobal = input.value.global === true || query.global === "true";
    if (tenants.ok) await signOut(call.world, tenants.tenantIds, [...secrets].slice(0, MOST_TOKENS), isGlobal);
    return emptyAnswer(200, clearedCookies(scheme));
  },
};

/** One for each way to send it: more are no client's. */
const MOST_TOKENS = 3;

/** All of them. */
export const LOGOUT_OPERATIONS: readonly Operation[] = [logout];
