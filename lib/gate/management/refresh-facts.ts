// What the management API's operations on refresh tokens take and give.
import { z } from "zod";
import type { OperationFacts } from "@/lib/core/openapi/operation-facts";
import { refreshAnswer, refreshRequest, refreshTokensAnswer, refreshTokenView } from "@/lib/core/schemas/sign-in";

const TAG = "Refresh tokens";

const SECRET = "mJ4rVbY0tq3nL8sXc2KpZ7dWfA1hG5uEoQ9iRxTvB6M";
const EXAMPLE = {
  id: "1d7c6b5a-4f3e-4d2c-8b1a-0f9e8d7c6b5a",
  applicationId: "5c1d0b8e-7a6f-4e5d-9c3b-2a1f0e9d8c7b",
  tenantId: "0b3f0b8e-5b0e-4a53-8a43-1c1f2f8b9a01",
  userId: "9f8b7a6c-5d4e-4f3a-8b2c-1d0e9f8a7b6c",
  insertInstant: 1767225600000,
  startInstant: 1767225600000,
  metaData: { device: { name: "Firefox", lastAccessedAddress: "203.0.113.7", lastAccessedInstant: 1767225600000 } },
};
const REFRESHED = {
  refreshToken: SECRET,
  refreshTokenId: EXAMPLE.id,
  token: "eyJhbGciOiJSUzI1NiIsImtpZCI6IjEiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiI5ZjhiN2E2YyJ9.c2lnbmF0dXJl",
};

/** What names sessions; each part narrows the others. */
export const SELECTORS = z.object({
  userId: z.string().optional().meta({ description: "The user whose sessions are meant." }),
  applicationId: z.string().optional().meta({ description: "The application that they are of." }),
  token: z.string().optional().meta({ description: "The refresh token itself." }),
});

const ENDS = "A session that is revoked ends with its access tokens, everywhere within a second.";

/** By operation. */
export const REFRESH_FACTS = {
  refresh: {
    id: "refreshToken",
    tag: TAG,
    summary: "Exchange a refresh token for an access token",
    description:
      "The cookie `refresh_token` wins over the body; with it the request must come from a page of this origin (`Sec-Fetch-Site` or " +
      "`Origin`), else it is 401. Each refresh token is good once, unless the application says otherwise: when a spent one comes back, " +
      "the whole session ends. A token that is no good for whatever reason is 400 with `[invalid]refreshToken`.",
    access: "open",
    body: { schema: refreshRequest, example: { refreshToken: SECRET }, isOptional: true },
    answer: { schema: refreshAnswer, example: REFRESHED },
    others: { 400: "Fields that are wrong.", 401: "The cookie came from another origin. No body." },
  },
  list: {
    id: "retrieveRefreshTokens",
    tag: TAG,
    summary: "List the sessions of a user",
    description: "Those that go on, the latest first. `userId` or `token` is needed. The tokens themselves are never shown.",
    access: "key",
    query: SELECTORS,
    answer: { schema: refreshTokensAnswer, example: { refreshTokens: [EXAMPLE] } },
  },
  retrieve: {
    id: "retrieveRefreshToken",
    tag: TAG,
    summary: "Retrieve a session",
    access: "key",
    answer: { schema: z.strictObject({ refreshToken: refreshTokenView }), example: { refreshToken: EXAMPLE } },
  },
  revoke: {
    id: "revokeRefreshTokens",
    tag: TAG,
    summary: "Revoke refresh tokens by token, user or application",
    description: `A JSON body may name them instead of the query. ${ENDS}`,
    access: "key",
    query: SELECTORS,
    answer: null,
  },
  revokeById: { id: "revokeRefreshToken", tag: TAG, summary: "Revoke a refresh token", description: ENDS, access: "key", answer: null },
} as const satisfies Readonly<Record<string, OperationFacts>>;
