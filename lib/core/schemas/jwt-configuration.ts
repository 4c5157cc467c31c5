// How a tenant or an application wants its tokens made, as it comes in: the vendor's `jwtConfiguration` and what it means here.
import { z } from "zod";
import { MOST_TOKEN_SECONDS } from "@/lib/core/tokens/revocation";
import { MOST_GRACE_SECONDS, MOST_REFRESH_MINUTES, TOKEN_FORMS } from "@/lib/core/tokens/token-settings";
import { uuidText } from "./texts";

const MOST_VERIFYING_KEYS = 100;

const EXPIRATIONS = ["Fixed", "SlidingWindow", "SlidingWindowWithMaximumLifetime"] as const;
const USAGES = ["OneTimeUse", "Reusable"] as const;

const flag = z.boolean("This is either true or false.").nullish();
const keyIds = z.array(uuidText).max(MOST_VERIFYING_KEYS).nullish();

/**
 * The vendor's names, and `tokenProfile`, which is ours: it chooses the form of tokens. `readTokenSettings` says what they do; the
 * others are kept and returned.
 */
export const jwtConfiguration = z
  .strictObject({
    accessTokenKeyId: uuidText.nullish(),
    accessTokenVerificationKeyIds: keyIds,
    enabled: flag,
    idTokenKeyId: uuidText.nullish(),
    idTokenVerificationKeyIds: keyIds,
    refreshTokenExpirationPolicy: z.enum(EXPIRATIONS, oneOf(EXPIRATIONS)).nullish(),
    refreshTokenOneTimeUseConfiguration: z.strictObject({ gracePeriodInSeconds: wholeNumber(0, MOST_GRACE_SECONDS).nullish() }).nullish(),
    refreshTokenRevocationPolicy: z
      .strictObject({ onLoginPrevented: flag, onMultiFactorEnable: flag, onOneTimeTokenReuse: flag, onPasswordChanged: flag })
      .nullish(),
    refreshTokenSlidingWindowConfiguration: z
      .strictObject({ maximumTimeToLiveInMinutes: wholeNumber(1, MOST_REFRESH_MINUTES).nullish() })
      .nullish(),
    refreshTokenTimeToLiveInMinutes: wholeNumber(1, MOST_REFRESH_MINUTES).nullish(),
    refreshTokenUsagePolicy: z.enum(USAGES, oneOf(USAGES)).nullish(),
    timeToLiveInSeconds: wholeNumber(1, MOST_TOKEN_SECONDS).nullish(),
    tokenProfile: z.enum(TOKEN_FORMS, oneOf(TOKEN_FORMS)).nullish(),
  })
  .meta({ id: "JwtConfiguration", description: "How tokens are made. `tokenProfile` chooses the form of access tokens." });

/** The field under which a chosen signing key that may not be used is refused. */
export const ACCESS_TOKEN_KEY_FIELD = "jwtConfiguration.accessTokenKeyId";

function wholeNumber(least: number, most: number) {
  return z.int(`This is a whole number from ${least} to ${most}.`).min(least).max(most);
}

function oneOf(values: readonly string[]): string {
  return `This is one of ${values.join(", ")}.`;
}
