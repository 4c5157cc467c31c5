// An application as an OAuth client, as it comes in: the vendor's `oauthConfiguration`.
import { z } from "zod";
import { anyJson, nameText } from "./texts";

const MOST_CHARACTERS = 255;

/** Documented names without behaviour here. */
const KEPT = [
  "authorizedOriginURLs",
  "authorizedRedirectURLs",
  "authorizedResourceUris",
  "authorizedURLValidationPolicy",
  "clientAuthenticationPolicy",
  "consentMode",
  "debug",
  "deviceVerificationURL",
  "enabledGrants",
  "generateRefreshTokens",
  "logoutBehavior",
  "logoutURL",
  "proofKeyForCodeExchangePolicy",
  "providedScopePolicy",
  "relationship",
  "requireClientAuthentication",
  "requireRegistration",
  "scopeHandlingPolicy",
  "unknownScopePolicy",
] as const;

/** `clientId` is the application's id where none is given; a `clientSecret` is made where none is given, and stored sealed. */
export const oauthConfiguration = z
  .strictObject({
    ...Object.fromEntries(KEPT.map((name) => [name, anyJson.optional()])),
    clientId: nameText(MOST_CHARACTERS).nullish(),
    clientSecret: nameText(MOST_CHARACTERS).nullish(),
  })
  .meta({ id: "OAuthConfiguration", description: "The application as an OAuth client." });
