// The document in which OAuth clients find the endpoints of this instance (RFC 8414).
import { z } from "zod";

export const GRANT_TYPES = ["client_credentials", "refresh_token", "urn:ietf:params:oauth:grant-type:token-exchange"] as const;
export type GrantType = (typeof GRANT_TYPES)[number];

const CLIENT_AUTHENTICATION = ["client_secret_basic", "client_secret_post"] as const;
const ways = z.array(z.enum(CLIENT_AUTHENTICATION));

/** RFC 8414 §2. */
export const serverMetadata = z.strictObject({
  issuer: z.string(),
  token_endpoint: z.string(),
  introspection_endpoint: z.string(),
  revocation_endpoint: z.string(),
  jwks_uri: z.string(),
  grant_types_supported: z.array(z.enum(GRANT_TYPES)),
  /** Nobody is sent here in a browser: there is no authorization endpoint. */
  response_types_supported: z.array(z.string()),
  token_endpoint_auth_methods_supported: ways,
  introspection_endpoint_auth_methods_supported: ways,
  revocation_endpoint_auth_methods_supported: ways,
});
export type ServerMetadata = z.infer<typeof serverMetadata>;

/** The document of the instance that is reached under that origin. */
export function describeServer(origin: string): ServerMetadata {
  const authentication = [...CLIENT_AUTHENTICATION];
  return {
    issuer: origin,
    token_endpoint: `${origin}/oauth2/token`,
    introspection_endpoint: `${origin}/oauth2/introspect`,
    revocation_endpoint: `${origin}/oauth2/revoke`,
    jwks_uri: `${origin}/.well-known/jwks.json`,
    grant_types_supported: [...GRANT_TYPES],
    response_types_supported: [],
    token_endpoint_auth_methods_supported: authentication,
    introspection_endpoint_auth_methods_supported: authentication,
    revocation_endpoint_auth_methods_supported: authentication,
  };
}
