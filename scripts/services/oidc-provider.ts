// A small OpenID provider for tests: discovery, one person at a time, authorization code with PKCE, RS256 tokens.
import { createHash, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";

/** Whom the provider vouches for. */
export interface Person {
  readonly sub: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly name?: string;
}

export interface OidcProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Whoever comes to sign in from now on is that person. */
  signInAs(person: Person): void;
  stop(): Promise<void>;
}

interface Grant {
  readonly person: Person;
  readonly nonce: string;
  readonly challenge: string;
  readonly redirectUri: string;
}

/** Starts it on a free loopback port. */
export async function startOidcProvider(): Promise<OidcProvider> {
  const { publicKey, privateKey } = await generateKeyPair("RS256");
  const jwk = { ...(await exportJWK(publicKey)), kid: "one", alg: "RS256", use: "sig" };
  const [clientId, clientSecret] = ["keyfuse", randomUUID()];
  const grants = new Map<string, Grant>();
  let person: Person = { sub: "nobody" };
  let issuer = "";

  function authorize(url: URL, response: ServerResponse): void {
    const asked = (name: string) => url.searchParams.get(name) ?? "";
    const code = randomUUID();
    grants.set(code, { person, nonce: asked("nonce"), challenge: asked("code_challenge"), redirectUri: asked("redirect_uri") });
    const back = new URL(asked("redirect_uri"));
    back.search = new URLSearchParams({ code, state: asked("state") }).toString();
    response.writeHead(302, { location: back.href }).end();
  }

  async function issue(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = new URLSearchParams(await textOf(request));
    const grant = grants.get(form.get("code") ?? "");
    grants.delete(form.get("code") ?? "");
    const isClient = request.headers.authorization === `Basic ${btoa(`${clientId}:${clientSecret}`)}`;
    const verifier = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    if (grant === undefined || !isClient || verifier !== grant.challenge || form.get("redirect_uri") !== grant.redirectUri) {
      return sendJson(response, 400, { error: "invalid_grant" });
    }
    const idToken = await new SignJWT({ ...grant.person, nonce: grant.nonce })
      .setProtectedHeader({ alg: "RS256", kid: "one" })
      .setIssuer(issuer)
      .setAudience(clientId)
      .setIssuedAt()
      .setExpirationTime("5m")
      .sign(privateKey);
    sendJson(response, 200, { access_token: randomUUID(), token_type: "Bearer", expires_in: 300, id_token: idToken });
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", issuer);
    if (url.pathname === "/authorize") authorize(url, response);
    else if (url.pathname === "/token") void issue(request, response);
    else if (url.pathname === "/jwks") sendJson(response, 200, { keys: [jwk] });
    else sendJson(response, 200, discovery(issuer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    clientId,
    clientSecret,
    signInAs: (next) => {
      person = next;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function discovery(issuer: string): object {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
  };
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
}
