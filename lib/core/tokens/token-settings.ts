// How tokens of an application are made: what its `jwtConfiguration` says, else its tenant's, else the defaults.
import { isJsonObject, type JsonObject } from "@/lib/core/json";
import { MOST_TOKEN_SECONDS } from "./revocation";

/** How a token's header and claims are laid out. */
export const TOKEN_FORMS = ["fusionauth", "fusion-ai", "rfc9068"] as const;
export type TokenForm = (typeof TOKEN_FORMS)[number];

/** What tokens are made by. */
export interface TokenSettings {
  /** The UUID of the signing key; null = the tenant's own. */
  readonly signingKeyId: string | null;
  readonly form: TokenForm;
  readonly lifeSeconds: number;
  readonly refresh: RefreshSettings;
}

/** How refresh tokens live. */
export interface RefreshSettings {
  readonly lifeSeconds: number;
  /** Each is good once and is exchanged for the next. */
  readonly isOneTime: boolean;
  /** For how long a spent one is still taken, where a client never got the answer. */
  readonly graceSeconds: number;
  /** `sliding` counts the life anew with each use. */
  readonly expiration: "fixed" | "sliding";
  /** Counted from the sign-in, however often it slides; null = no end. */
  readonly longestSeconds: number | null;
}

const MINUTE_SECONDS = 60;
/** Ten years: no refresh token lives longer. */
export const MOST_REFRESH_MINUTES = 5_256_000;
/** A day. */
export const MOST_GRACE_SECONDS = 86_400;

const DEFAULTS = { lifeSeconds: 3600, refreshMinutes: 43_200 };

/**
 * The settings from the stored `jwtConfiguration` objects. An application's counts only where it says `enabled: true`, and then for each
 * value that it has. Values of the wrong type, which are refused when they are written, count as absent.
 */
export function readTokenSettings(tenant: unknown, application: unknown): TokenSettings {
  const own = objectOf(application);
  const configured: JsonObject = { ...withoutNulls(objectOf(tenant)), ...(own.enabled === true ? withoutNulls(own) : {}) };
  const expiration = configured.refreshTokenExpirationPolicy;
  const sliding = objectOf(configured.refreshTokenSlidingWindowConfiguration);
  const oneTime = objectOf(configured.refreshTokenOneTimeUseConfiguration);
  const longestMinutes = whole(sliding.maximumTimeToLiveInMinutes, 1, MOST_REFRESH_MINUTES);
  return {
    signingKeyId: typeof configured.accessTokenKeyId === "string" ? configured.accessTokenKeyId.toLowerCase() : null,
    form: TOKEN_FORMS.find((form) => form === configured.tokenProfile) ?? "fusionauth",
    lifeSeconds: whole(configured.timeToLiveInSeconds, 1, MOST_TOKEN_SECONDS) ?? DEFAULTS.lifeSeconds,
    refresh: {
      lifeSeconds: (whole(configured.refreshTokenTimeToLiveInMinutes, 1, MOST_REFRESH_MINUTES) ?? DEFAULTS.refreshMinutes) * MINUTE_SECONDS,
      isOneTime: configured.refreshTokenUsagePolicy !== "Reusable",
      graceSeconds: whole(oneTime.gracePeriodInSeconds, 0, MOST_GRACE_SECONDS) ?? 0,
      expiration: typeof expiration === "string" && expiration.startsWith("SlidingWindow") ? "sliding" : "fixed",
      longestSeconds: expiration === "SlidingWindowWithMaximumLifetime" && longestMinutes !== null ? longestMinutes * MINUTE_SECONDS : null,
    },
  };
}

function objectOf(value: unknown): JsonObject {
  return isJsonObject(value as JsonObject) ? (value as JsonObject) : {};
}

function withoutNulls(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
}

function whole(value: unknown, least: number, most: number): number | null {
  return typeof value === "number" && Number.isInteger(value) && value >= least && value <= most ? value : null;
}
