// The client's calls for signing keys, tokens and OAuth, in an order in which they can follow each other.
import { expect } from "vitest";
import { id, type Memory, type Row } from "./client-row";
import { SECRETS } from "./two-tenants";

/** An API key as an OAuth client. */
const CLIENT = { id: "key_0000000002", secret: SECRETS.global };

const held = (memory: Memory, name: string): string => {
  const value = memory.get(name);
  if (value === undefined) throw new Error(`no row before this one remembered the ${name}`);
  return value;
};

const SIGNING_KEYS: readonly Row[] = [
  {
    call: "generateKey",
    says: "with an id, without its private part",
    run: (client, memory) => client.generateKey(id(memory, "signing key"), { key: { algorithm: "ES256" as never, name: "By the client" } }),
    answer: (made: { key: { kid: string } }, memory) => {
      expect(made.key).not.toHaveProperty("privateKey");
      memory.set("kid", made.key.kid);
    },
  },
  { call: "retrieveKey", says: "by id", run: (client, memory) => client.retrieveKey(id(memory, "signing key")) },
  { call: "retrieveKeys", says: "lists them", run: (client) => client.retrieveKeys() },
  { call: "searchKeys", says: "by name", run: (client) => client.searchKeys({ search: { name: "*client*" } }) },
  {
    call: "updateKey",
    says: "renames",
    run: (client, memory) => client.updateKey(id(memory, "signing key"), { key: { name: "Renamed" } }),
    answer: (found: { key: object }) => expect(found.key).toMatchObject({ name: "Renamed", algorithm: "ES256" }),
  },
  {
    call: "retrieveJsonWebKeySet",
    says: "holds it, and nothing private",
    run: (client) => client.retrieveJsonWebKeySet(),
    answer: (found: { keys: { kid: string }[] }, memory) => {
      expect(found.keys.map(({ kid }) => kid)).toContain(held(memory, "kid"));
      expect(JSON.stringify(found)).not.toMatch(/"(?:d|p|q|k)":/);
    },
  },
  { call: "retrieveOpenIdConfiguration", says: "", run: (client) => client.retrieveOpenIdConfiguration() },
  { call: "retrieveJWTPublicKeys", says: "", run: (client) => client.retrieveJWTPublicKeys() },
  {
    call: "retrieveJWTPublicKey",
    says: "by kid",
    run: (client, memory) => client.retrieveJWTPublicKey(held(memory, "kid")),
    answer: (found: { publicKey: string }) => expect(found.publicKey).toContain("BEGIN PUBLIC KEY"),
  },
  {
    call: "vendJWT",
    says: "with claims of ours",
    run: (client, memory) => client.vendJWT({ claims: { a: 1 }, keyId: id(memory, "signing key"), timeToLiveInSeconds: 60 }),
    answer: (made: { token: string }) => expect(made.token.split(".")).toHaveLength(3),
  },
  { call: "deleteKey", says: "", run: (client, memory) => client.deleteKey(id(memory, "signing key")) },
];

const USERS_TOKENS: readonly Row[] = [
  {
    call: "login",
    says: "with an application",
    run: (client, memory) =>
      client.login({ loginId: "own@example.com", password: "correct horse battery", applicationId: held(memory, "application") }),
    answer: (came: { token: string; refreshToken: string }, memory) => {
      memory.set("token", came.token);
      memory.set("refresh token", came.refreshToken);
    },
  },
  {
    call: "validateJWT",
    says: "tells the claims",
    run: (client, memory) => client.validateJWT(held(memory, "token")),
    answer: (found: { jwt: object }) => expect(found.jwt).toMatchObject({ email: "own@example.com", tty: "at" }),
  },
  {
    call: "issueJWT",
    says: "for an application that the user is registered with",
    run: (client, memory) => client.issueJWT(held(memory, "application"), held(memory, "token"), held(memory, "refresh token")),
  },
  {
    call: "retrieveJWTPublicKeyByApplicationId",
    says: "",
    run: (client, memory) => client.retrieveJWTPublicKeyByApplicationId(held(memory, "application")),
  },
];

const unsupported = (call: Row["call"], run: Row["run"]): Row => ({ call, says: "is a grant that there is not", status: 400, run });
const unproved = (call: Row["call"], run: Row["run"]): Row => ({
  call,
  // RFC 7662 §2.1: whoever asks about a token has to authenticate.
  says: "without the client's secret is refused",
  status: 401,
  run,
});

const OAUTH: readonly Row[] = [
  {
    call: "clientCredentialsGrant",
    says: "an API key is a client",
    run: (client) => client.clientCredentialsGrant(CLIENT.id, CLIENT.secret, ""),
    answer: (came: object) => expect(came).toMatchObject({ token_type: "Bearer", expires_in: expect.any(Number) }),
  },
  {
    call: "clientCredentialsGrantWithRequest",
    says: "",
    run: (client) =>
      client.clientCredentialsGrantWithRequest({ client_id: CLIENT.id, client_secret: CLIENT.secret, grant_type: "client_credentials" }),
  },
  {
    call: "retrieveApplication",
    says: "gives its client secret to a key",
    run: (client, memory) => client.retrieveApplication(held(memory, "application")),
    answer: (found: { application: { oauthConfiguration: { clientSecret: string } } }, memory) =>
      void memory.set("client secret", found.application.oauthConfiguration.clientSecret),
  },
  {
    call: "exchangeRefreshTokenForAccessToken",
    says: "an application refreshes as a client",
    run: (client, memory) =>
      client.exchangeRefreshTokenForAccessToken(
        held(memory, "refresh token"),
        held(memory, "application"),
        held(memory, "client secret"),
        "",
        "",
      ),
    answer: (came: { refresh_token: string }, memory) => void memory.set("refresh token", came.refresh_token),
  },
  {
    call: "exchangeRefreshTokenForAccessTokenWithRequest",
    says: "",
    run: (client, memory) =>
      client.exchangeRefreshTokenForAccessTokenWithRequest({
        refresh_token: held(memory, "refresh token"),
        client_id: held(memory, "application"),
        client_secret: held(memory, "client secret"),
        grant_type: "refresh_token",
      }),
    answer: (came: { refresh_token: string }, memory) => void memory.set("refresh token", came.refresh_token),
  },
  {
    call: "revokeRefreshTokenByToken",
    says: "ends the session",
    run: (client, memory) => client.revokeRefreshTokenByToken(held(memory, "refresh token")),
  },
  unsupported("exchangeUserCredentialsForAccessToken", (client) =>
    client.exchangeUserCredentialsForAccessToken("own@example.com", "correct horse battery", CLIENT.id, CLIENT.secret, "", ""),
  ),
  unsupported("exchangeUserCredentialsForAccessTokenWithRequest", (client) =>
    client.exchangeUserCredentialsForAccessTokenWithRequest({
      client_id: CLIENT.id,
      client_secret: CLIENT.secret,
      grant_type: "password",
      username: "own@example.com",
      password: "correct horse battery",
    }),
  ),
  unsupported("exchangeOAuthCodeForAccessToken", (client) =>
    client.exchangeOAuthCodeForAccessToken("code", CLIENT.id, CLIENT.secret, "https://app.example.com"),
  ),
  unsupported("exchangeOAuthCodeForAccessTokenWithRequest", (client) =>
    client.exchangeOAuthCodeForAccessTokenWithRequest({
      client_id: CLIENT.id,
      client_secret: CLIENT.secret,
      grant_type: "authorization_code",
      code: "code",
    }),
  ),
  unsupported("exchangeOAuthCodeForAccessTokenUsingPKCE", (client) =>
    client.exchangeOAuthCodeForAccessTokenUsingPKCE("code", CLIENT.id, CLIENT.secret, "https://app.example.com", "verifier"),
  ),
  unsupported("exchangeOAuthCodeForAccessTokenUsingPKCEWithRequest", (client) =>
    client.exchangeOAuthCodeForAccessTokenUsingPKCEWithRequest({
      client_id: CLIENT.id,
      client_secret: CLIENT.secret,
      grant_type: "authorization_code",
      code: "code",
    }),
  ),
  unproved("introspectAccessToken", (client, memory) => client.introspectAccessToken(CLIENT.id, held(memory, "token"))),
  unproved("introspectAccessTokenWithRequest", (client, memory) =>
    client.introspectAccessTokenWithRequest({ client_id: CLIENT.id, token: held(memory, "token") }),
  ),
  unproved("introspectClientCredentialsAccessToken", (client, memory) =>
    client.introspectClientCredentialsAccessToken(held(memory, "token")),
  ),
  unproved("introspectClientCredentialsAccessTokenWithRequest", (client, memory) =>
    client.introspectClientCredentialsAccessTokenWithRequest({ token: held(memory, "token") }),
  ),
];

/** All of them. */
export const TOKEN_ROWS: readonly Row[] = [...SIGNING_KEYS, ...USERS_TOKENS, ...OAUTH];
