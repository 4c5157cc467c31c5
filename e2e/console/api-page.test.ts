// What the page of an API shows of what is sealed: names, in its HTML and in what the browser's router fetches, and never a value.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServerUnderTest, startServer } from "@/e2e/server-under-test";
import { signInOverHttp } from "@/e2e/sign-in";

const OWNER = { email: "ada@example.com", name: "Ada Lovelace", password: "correct horse battery staple" };
const HEADER_VALUE = "value-that-only-the-upstream-sees";
const SHARED_KEY = "c2hhcmVkLWtleS10aGF0LW5vLXBhZ2Utc2hvd3MtMDEyMzQ1Njc4OQ";

const BOOTSTRAP = {
  owner: OWNER,
  apis: [
    {
      slug: "payments",
      name: "Payments",
      dialect: "fusionauth",
      upstream: "http://127.0.0.1:9",
      hosts: ["api.example.test"],
      cors: { origins: ["https://app.example.test"], headers: ["X-Trace"] },
      maxBodyBytes: 65_536,
      upstreamHeaders: { "X-Internal-Token": HEADER_VALUE },
      trustedKeys: [{ kid: "shared-1", alg: "HS256", publicJwk: { kty: "oct", k: SHARED_KEY }, issuer: "acme.com" }],
    },
  ],
};

let server: ServerUnderTest;
let baseUrl: string;
let cookie: string;

beforeAll(async () => {
  server = await startServer({ bootstrap: BOOTSTRAP });
  baseUrl = `http://${server.host}:${server.port}`;
  cookie = await signInOverHttp(baseUrl, OWNER);
});
afterAll(() => server?.stop());

const page = (headers: Record<string, string>) =>
  fetch(`${baseUrl}/apis/payments`, { headers: { Cookie: cookie, ...headers } }).then((answer) => answer.text());

test.each([
  ["HTML", {}],
  ["router", { RSC: "1" }],
])("as %s: names of added headers and of token keys, the own host, CORS and the cap, and no sealed value", async (_as, headers) => {
  const text = await page(headers);
  for (const shown of ["X-Internal-Token", "shared-1 (HS256, acme.com)", "api.example.test", "https://app.example.test", "65,536 bytes"]) {
    expect(text).toContain(shown);
  }
  expect(text).not.toContain(HEADER_VALUE);
  expect(text).not.toContain(SHARED_KEY);
});

test("without a session the page is not there for strangers, whatever they ask for", async () => {
  for (const headers of [{}, { RSC: "1" }, { Cookie: "keyfuse-session=x" }]) {
    const answer = await fetch(`${baseUrl}/apis/payments`, { headers: headers as Record<string, string>, redirect: "manual" });
    const text = await answer.text();
    expect(text).not.toContain("X-Internal-Token");
    expect(text).not.toContain("api.example.test");
  }
});
