// Signing in, refreshing and signing out of tenants' users: what comes in and what leaves.
import { z } from "zod";
import type { JsonObject } from "@/lib/core/json";
import { type Checked, check } from "./problem";
import { anyJson, nameText, storableText, uuidText } from "./texts";
import { userView } from "./user";

/** More of what a client tells of itself is not kept with a session. */
const MOST_METADATA_CHARACTERS = 8_192;
const MOST_TOKEN_CHARACTERS = 8_192;

const flag = z.boolean().optional();
const ignored = anyJson.optional();
const tokenText = z.string().max(MOST_TOKEN_CHARACTERS, "This is no token.");
/** Not trimmed, not looked into: it is compared, and never stored. */
const password = z.string().refine((text) => text !== "", { error: "This cannot be blank.", params: { isBlank: true } });

const deviceText = storableText(255).nullish();
const metaData = z
  .object({
    data: anyJson.optional(),
    device: z.object({ description: deviceText, name: deviceText, type: deviceText }).nullish(),
  })
  .refine((given) => JSON.stringify(given).length <= MOST_METADATA_CHARACTERS, "This is too much.");
const eventInfo = z.object({ ipAddress: storableText(255).nullish() });

/** What every sign-in may tell. Names without behaviour here are documented by the vendor and ignored. */
const common = {
  applicationId: uuidText.optional(),
  botDetectionScore: ignored,
  eventInfo: eventInfo.optional(),
  ipAddress: storableText(255).optional(),
  metaData: metaData.optional(),
  newDevice: ignored,
  noJWT: flag,
};

/** The body of a sign-in. */
export const loginRequest = z
  .strictObject({
    ...common,
    loginId: nameText(255),
    loginIdTypes: z.array(z.string()).optional(),
    oneTimePassword: ignored,
    password,
    twoFactorTrustId: ignored,
  })
  .meta({ id: "LoginRequest", description: "Who signs in, and where." });

export type LoginInput = z.output<typeof loginRequest>;

/** The body of a ping: the user is known already. */
export const pingRequest = z
  .strictObject({ ...common, userId: uuidText })
  .meta({ id: "LoginPingRequest", description: "Who is signed in already, and where." });

/** The body of a refresh. */
export const refreshRequest = z
  .strictObject({
    eventInfo: eventInfo.optional(),
    refreshToken: tokenText.optional(),
    timeToLiveInSeconds: z.int("This is no whole number.").min(1, "This is less than a second.").optional(),
    token: tokenText.optional(),
  })
  .meta({ id: "RefreshRequest", description: "The refresh token, where no cookie carries it." });

export type RefreshInput = z.output<typeof refreshRequest>;

/** The body of a sign-out. */
export const logoutRequest = z
  .strictObject({ eventInfo: eventInfo.optional(), global: flag, refreshToken: tokenText.optional() })
  .meta({ id: "LogoutRequest", description: "The session to end, where no cookie names it." });

/** The body that names what is to be revoked. */
export const revokeRequest = z
  .strictObject({
    applicationId: uuidText.optional(),
    eventInfo: eventInfo.optional(),
    token: tokenText.optional(),
    userId: uuidText.optional(),
  })
  .meta({ id: "RefreshTokenRevokeRequest", description: "Whose refresh tokens to revoke." });

/** Checks a body as a client sends it: `null` stands for an absent field. */
export function checkFields<S extends z.ZodType>(schema: S, body: JsonObject): Checked<z.output<S>> {
  return check(schema, Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null)));
}

/** What a sign-in gives. */
export const loginAnswer = z
  .strictObject({
    refreshToken: z.string().optional(),
    refreshTokenId: z.string().optional(),
    token: z.string().optional(),
    tokenExpirationInstant: z.int().optional(),
    user: userView,
  })
  .meta({ id: "LoginResponse", description: "The user, and the tokens that were issued." });

/** What a refresh gives. */
export const refreshAnswer = z
  .strictObject({ refreshToken: z.string(), refreshTokenId: z.string(), token: z.string() })
  .meta({ id: "JWTRefreshResponse", description: "The next access token, and the refresh token that is good from now on." });

/** A refresh token as it is shown: everything but itself. */
export const refreshTokenView = z
  .strictObject({
    id: z.string(),
    applicationId: z.string().optional(),
    insertInstant: z.int(),
    metaData: anyJson,
    startInstant: z.int(),
    tenantId: z.string(),
    userId: z.string(),
  })
  .meta({ id: "RefreshToken", description: "A session that can be refreshed. The token itself is never shown again." });

export type RefreshTokenView = z.output<typeof refreshTokenView>;

/** What lists them. */
export const refreshTokensAnswer = z.strictObject({ refreshTokens: z.array(refreshTokenView) }).meta({ id: "RefreshTokens" });
