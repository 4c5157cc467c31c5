// Keys of external issuers: fetched once for everybody, seldom, from loopback here; a rotation is noticed, a bad answer is not believed.
import { generateKeyPairSync } from "node:crypto";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createExternalVerifier } from "@/lib/adapters/system/external-tokens";
import { createTokenSigner } from "@/lib/adapters/system/token-signer";
import { createTokenVerifier } from "@/lib/adapters/system/token-verifier";
import type { JsonObject } from "@/lib/core/json";
import type { ExternalIssuer } from "@/lib/core/tokens/external-issuer";
import { createKeyFetcher, type KeyFetcher } from "./fetch-keys";
import { createIssuerKeys, FETCH_EVERY_MS } from "./issuer-keys";

const API = "payments";
const PROFILE = { types: [], issuer: null, audience: null, permissionsClaim: "scope", leewaySeconds: 60 } as const;

interface Pair {
  readonly kid: string;
  readonly publicJwk: JsonObject;
  readonly privateJwk: JsonObject;
}

function pairOf(kid: string): Pair {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const [publicJwk, privateJwk] = [publicKey, privateKey].map((key) => ({ ...(key.export({ format: "jwk" }) as JsonObject) }));
  return { kid, publicJwk: { ...publicJwk, kid }, privateJwk: privateJwk ?? {} };
}

const FIRST = pairOf("first");
const SECOND = pairOf("second");

let server: Server;
let fetcher: KeyFetcher;
let answer: RequestListener;
let asked: string[];
let origin: string;

beforeEach(async () => {
  asked = [];
  answer = (_, response) => response.end(JSON.stringify({ keys: [FIRST.publicJwk] }));
  server = createServer((request, response) => {
    asked.push(request.url ?? "");
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  fetcher = createKeyFetcher({ allowPrivate: [], allowLoopback: true });
});
afterEach(async () => {
  await fetcher.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** A verifier of an API that trusts the issuer, on a clock that the test moves. */
function opened(changes: Partial<ExternalIssuer> = {}, options: { allowLoopback?: boolean } = {}) {
  const issuer: ExternalIssuer = {
    issuer: origin,
    jwksUrl: `${origin}/keys`,
    audience: null,
    algorithms: ["ES256"],
    permissionsClaim: null,
    tenantClaim: null,
    subjectClaim: "sub",
    permissions: null,
    ...changes,
  };
  const failures: unknown[] = [];
  const clock = { ms: 0 };
  const own = options.allowLoopback === false ? createKeyFetcher({ allowPrivate: [], allowLoopback: false }) : fetcher;
  const keys = createIssuerKeys({
    issuersOf: (apiId) => (apiId === API ? [issuer] : []),
    fetch: (from) => own.fetch(from),
    nowMs: () => clock.ms,
    onFailure: (_, fault) => failures.push(fault),
  });
  const verifier = createTokenVerifier({ trustedKeys: () => [], external: createExternalVerifier(keys), generation: keys.generation });
  const token = ({ kid, privateJwk }: Pair, claims: JsonObject = {}) =>
    createTokenSigner().sign(
      { kid, algorithm: "ES256", privateJwk },
      { typ: "JWT" },
      { iss: issuer.issuer, sub: "ada", exp: Math.floor(Date.now() / 1000) + 600, scope: "read", ...claims },
    );
  const verify = (text: string, apiId = API) => verifier.verify(apiId, text, PROFILE, Date.now());
  return { keys, issuer, failures, clock, token, verify };
}

test("the first token waits for the keys, the next for nothing", async () => {
  const { token, verify } = opened();
  const first = verify(token(FIRST));
  expect(first).toBeInstanceOf(Promise);
  expect(await first).toMatchObject({ subject: "ada", permissions: ["read"] });
  expect(verify(token(FIRST, { sub: "bob" }))).toMatchObject({ subject: "bob" });
  expect(asked).toEqual(["/keys"]);
});

test("keys that were fetched at the start cost no token a wait", async () => {
  const { keys, issuer, token, verify } = opened();
  keys.warm([issuer]);
  await keys.find(API, issuer.issuer)?.refetch();
  expect(verify(token(FIRST))).toMatchObject({ subject: "ada" });
});

test("another API does not trust the issuer", async () => {
  const { token, verify } = opened();
  expect(await verify(token(FIRST), "other")).toBe("invalid_token");
  expect(asked).toEqual([]);
});

test("a new key counts as soon as a token names it, and one that was withdrawn no more", async () => {
  const { clock, token, verify } = opened();
  await verify(token(FIRST));
  answer = (_, response) => response.end(JSON.stringify({ keys: [SECOND.publicJwk] }));
  clock.ms += FETCH_EVERY_MS;
  expect(await verify(token(SECOND))).toMatchObject({ subject: "ada" });
  expect(await verify(token(FIRST))).toBe("invalid_token");
  expect(asked).toHaveLength(2);
});

test("a thousand tokens with unknown keys make one look, and one more after half a minute", async () => {
  const { clock, token, verify } = opened();
  await verify(token(FIRST));
  clock.ms += FETCH_EVERY_MS;
  const unknown = (n: number) => verify(token({ ...FIRST, kid: `unknown-${n}` }));
  const verdicts = await Promise.all(Array.from({ length: 1000 }, (_, n) => unknown(n)));
  expect(new Set(verdicts)).toEqual(new Set(["invalid_token"]));
  expect(asked).toHaveLength(2);
  clock.ms += FETCH_EVERY_MS - 1;
  expect(unknown(0)).toBe("invalid_token");
  clock.ms += 1;
  await unknown(0);
  expect(asked).toHaveLength(3);
});

describe("an answer that is not believed leaves what is known", () => {
  test.each<[string, RequestListener]>([
    ["a redirect", (_, response) => response.writeHead(302, { location: "/elsewhere" }).end()],
    ["a body without end", (_, response) => endless(response)],
    ["an error", (_, response) => response.writeHead(500).end("{}")],
    ["what is no JSON", (_, response) => response.end("<html>")],
    ["what is no key set", (_, response) => response.end("{}")],
    ["a hang-up", (request) => request.socket.destroy()],
  ])("%s", async (_, bad) => {
    const { clock, failures, token, verify } = opened();
    await verify(token(FIRST));
    answer = bad;
    clock.ms += FETCH_EVERY_MS;
    expect(await verify(token(SECOND))).toBe("invalid_token");
    expect(failures).toHaveLength(1);
    expect(asked).not.toContain("/elsewhere");
    expect(verify(token(FIRST, { sub: "still" }))).toMatchObject({ subject: "still" });
  });

  test("an answer that does not come within two seconds; nobody else waits for it", async () => {
    const { clock, failures, token, verify } = opened();
    await verify(token(FIRST));
    answer = () => {};
    clock.ms += FETCH_EVERY_MS;
    const startedMs = performance.now();
    const waiting = verify(token(SECOND));
    expect(verify(token(FIRST, { sub: "meanwhile" }))).toMatchObject({ subject: "meanwhile" });
    expect(await waiting).toBe("invalid_token");
    expect(performance.now() - startedMs).toBeLessThan(4000);
    expect(failures).toHaveLength(1);
  });
});

test("an address that may not be connected to is not connected to", async () => {
  const { failures, token, verify } = opened({}, { allowLoopback: false });
  expect(await verify(token(FIRST))).toBe("invalid_token");
  expect(asked).toEqual([]);
  expect(failures).toHaveLength(1);
});

describe("without a jwksUrl", () => {
  const discovering =
    (document: JsonObject | null): RequestListener =>
    (request, response) => {
      if (request.url?.endsWith("/openid-configuration") !== true) response.end(JSON.stringify({ keys: [FIRST.publicJwk] }));
      else if (document === null) response.writeHead(404).end();
      else response.end(JSON.stringify(document));
    };

  test("the issuer's own document says where its keys are", async () => {
    const { token, verify } = opened({ jwksUrl: null });
    answer = discovering({ issuer: origin, jwks_uri: `${origin}/there` });
    expect(await verify(token(FIRST))).toMatchObject({ subject: "ada" });
    expect(asked).toEqual(["/.well-known/openid-configuration", "/there"]);
  });

  test("an issuer without such a document has them at /.well-known/jwks.json", async () => {
    const { token, verify } = opened({ jwksUrl: null });
    answer = discovering(null);
    expect(await verify(token(FIRST))).toMatchObject({ subject: "ada" });
    expect(asked).toEqual(["/.well-known/openid-configuration", "/.well-known/jwks.json"]);
  });

  test.each<[string, JsonObject]>([
    ["is another issuer's", { issuer: "https://other.example", jwks_uri: "/there" }],
    ["names no place", { issuer: "self" }],
    ["names a place in the clear", { issuer: "self", jwks_uri: "http://keys.example/there" }],
  ])("a document that %s leads nowhere", async (_, document) => {
    const { token, verify } = opened({ jwksUrl: null });
    answer = discovering({ ...document, issuer: document.issuer === "self" ? origin : (document.issuer ?? "") });
    expect(await verify(token(FIRST))).toBe("invalid_token");
    expect(asked).toEqual(["/.well-known/openid-configuration"]);
  });
});

function endless(response: Parameters<RequestListener>[1]): void {
  const piece = Buffer.alloc(16_384, 0x20);
  const write = () => {
    while (!response.destroyed && response.write(piece)) {}
    response.once("drain", write);
  };
  response.on("error", () => {});
  write();
}
