// The instance that the tests of tokens over HTTP run against: an API that takes tokens, and keys that get them.
import { randomBytes } from "node:crypto";
import type { ServerUnderTest } from "@/e2e/server-under-test";
import { basic, postForm } from "./oauth-client";

export const TENANT = "11111111-1111-4111-8111-111111111111";

export const SECRETS = {
  payer: "payer-secret-0123456789-0123456789",
  manager: "manager-secret-0123456789-0123456789",
  service: "service-secret-0123456789-0123456789",
};

/** The bootstrap file. */
export const tokenWorld = {
  tenants: [{ id: TENANT, name: "Acme", issuer: "acme.example" }],
  apis: [
    {
      slug: "payments",
      name: "Payments",
      dialect: "cryptofuse",
      upstream: "sample",
      endpoints: [{ path: "/v1/models", methods: ["GET"], permission: "read" }],
      plans: [{ name: "default", allowTokens: true }],
    },
    { slug: "management", plans: [{ name: "default", allowTokens: true }] },
  ],
  keys: [
    { id: "key_0000000001", api: "payments", name: "payer", secret: SECRETS.payer, permissions: ["read"] },
    { id: "key_0000000002", api: "management", name: "manager", secret: SECRETS.manager },
  ],
  service: [{ id: "key_0000000003", name: "backend", secret: SECRETS.service, permissions: ["keys:verify"] }],
};

/** What an instance with a database of its own needs, shared by its processes. */
export function sharedEnvironment(databaseUrl: string): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    KEYFUSE_MASTER_KEY: randomBytes(32).toString("hex"),
    LOG_LEVEL: "error",
    AUTH_FAILURES_PER_MINUTE: "0",
  };
}

/** A new token of the key. */
export async function tokenOf(server: ServerUnderTest, key: keyof typeof KEY_IDS): Promise<string> {
  const answer = await postForm(
    server,
    "/oauth2/token",
    { grant_type: "client_credentials" },
    { authorization: basic(KEY_IDS[key], SECRETS[key]) },
  );
  if (answer.status !== 200) throw new Error(`no token: ${answer.status} ${JSON.stringify(answer.body)}`);
  return String(answer.body?.access_token);
}
const KEY_IDS = { payer: "key_0000000001", manager: "key_0000000002" } as const;

/** The status of a call of the protected API with the token. */
export async function callApi({ port }: Pick<ServerUnderTest, "port">, token: string): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${port}/gateway/payments/v1/models`, { headers: { authorization: `Bearer ${token}` } });
  await answer.arrayBuffer();
  return answer.status;
}

/** A call of the management API with a key that may do everything. */
export async function manage({ port }: Pick<ServerUnderTest, "port">, method: string, path: string, body?: unknown): Promise<unknown> {
  const headers = { authorization: SECRETS.manager, "content-type": "application/json" };
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers,
    body: body === undefined ? null : JSON.stringify(body),
  });
  if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  const text = await answer.text();
  return text === "" ? {} : JSON.parse(text);
}
