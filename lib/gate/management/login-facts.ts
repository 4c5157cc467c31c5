// What the management API's operations on signing in take and give.
import { z } from "zod";
import type { OperationFacts } from "@/lib/core/openapi/operation-facts";
import { loginAnswer, loginRequest, pingRequest } from "@/lib/core/schemas/sign-in";

const TAG = "Login";

const USER = {
  id: "9f8b7a6c-5d4e-4f3a-8b2c-1d0e9f8a7b6c",
  tenantId: "0b3f0b8e-5b0e-4a53-8a43-1c1f2f8b9a01",
  active: true,
  email: "ada@example.com",
  insertInstant: 1767225600000,
  lastUpdateInstant: 1767225600000,
  memberships: [],
  registrations: [],
};
const TOKEN = "eyJhbGciOiJSUzI1NiIsImtpZCI6IjEiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiI5ZjhiN2E2YyJ9.c2lnbmF0dXJl";
const APPLICATION = "5c1d0b8e-7a6f-4e5d-9c3b-2a1f0e9d8c7b";

const REFUSED = {
  404: "No such user, or another password: the two are one answer, without a body. So is a user or an application that was deactivated.",
  410: "The password is right, and the user's time is over (`expiry`). No body.",
};
const NOT_REGISTERED = "The user is not registered for the application. `token` names neither application nor roles.";

/** The query of a ping; a value that stands in path or body decides. */
export const PING_QUERY = z.object({
  userId: z.string().optional().meta({ description: "The user." }),
  applicationId: z.string().optional().meta({ description: "The application that they came to." }),
  ipAddress: z.string().optional().meta({ description: "Their address." }),
  callerIPAddress: z.string().optional().meta({ description: "Their address, under its older name." }),
});

const PING_TEXT =
  "For users whom your backend knows to be signed in. Issues the next access token, without a password: whoever has a key for this call can act as any of the users.";
const pinged = { schema: loginAnswer, example: { user: USER, token: TOKEN, tokenExpirationInstant: 1767229200000 } };
const PING = { tag: TAG, access: "key", query: PING_QUERY, answer: pinged, others: { ...REFUSED, 202: NOT_REGISTERED } } as const;

/** By operation. */
export const LOGIN_FACTS = {
  login: {
    id: "login",
    tag: TAG,
    summary: "Sign a user in",
    description:
      "Needs an API key, unless the application's `loginConfiguration.requireAuthentication` is false. Without `applicationId` a key is " +
      "needed in any case, and no refresh token is given. Backends that sign users in should send `ipAddress`: failures are counted by " +
      "address, and one user's guesser then slows down nobody else. Sets the cookies `access_token` and `refresh_token`.",
    access: "key-if-sent",
    body: { schema: loginRequest, example: { loginId: "ada@example.com", password: "correct horse battery", applicationId: APPLICATION } },
    answer: {
      schema: loginAnswer,
      example: {
        ...pinged.example,
        refreshToken: "mJ4rVbY0tq3nL8sXc2KpZ7dWfA1hG5uEoQ9iRxTvB6M",
        refreshTokenId: "1d7c6b5a-4f3e-4d2c-8b1a-0f9e8d7c6b5a",
      },
    },
    others: { ...REFUSED, 202: NOT_REGISTERED },
  },
  ping: {
    ...PING,
    id: "loginPing",
    summary: "Note that a user came back",
    description: PING_TEXT,
    body: { schema: pingRequest, example: { userId: USER.id, applicationId: APPLICATION }, isOptional: true },
  },
  pingUser: { ...PING, id: "loginPingUser", summary: "Note that a user came back, by id", description: PING_TEXT },
  pingUserAt: { ...PING, id: "loginPingUserAt", summary: "Note that a user came back to an application", description: PING_TEXT },
} as const satisfies Readonly<Record<string, OperationFacts>>;
