// A server whose tenant has users and applications, and what clients that sign in to it do.
import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { type HeaderLine, type RawAnswer, send } from "@/e2e/raw-http";
import type { ServerUnderTest } from "@/e2e/server-under-test";

export const TENANT = "30663132-6464-6665-3032-326466613934";
/** Signs in without a key. */
export const OPEN_APPLICATION = "85a03867-dccf-4882-adde-1a79aeec50df";
/** Signs in with a key only. */
export const CLOSED_APPLICATION = "3c219e58-ed0e-4b18-ad48-f4f92793ae32";
/** Its tokens have the form of vendor page 000. */
export const FUSION_AI_APPLICATION = "5d2f3b1a-9c8e-4f7d-8a6b-1e0c9d8f7a6b";
export const USER = "4cba0d53-5c9a-4a8e-9f0e-6b8d7c1a2b3c";
export const EMAIL = "ada@example.com";
export const PASSWORD = "correct horse battery staple";
export const KEY = "the-secret-of-the-management-key-of-this-suite";
/** May call nothing but searches for users. */
export const NARROW_KEY = "the-secret-of-the-narrow-key-of-this-suite";

const application = (id: string, name: string, more: object) => ({
  application: { id, tenantId: TENANT, name, roles: [{ name: "editor" }], ...more },
});
const key = (id: string, secret: string, endpoints: object) => ({ id, api: "management", name: id, secret, permissions: ["*"], endpoints });

/** The bootstrap file. */
export const SIGN_IN_WORLD = {
  owner: { email: "owner@example.com", name: "Owner", password: PASSWORD },
  tenants: [{ id: TENANT, name: "Default" }],
  apis: [{ slug: "management", name: "Management", dialect: "fusionauth", plans: [{ name: "default", windows: [], allowTokens: true }] }],
  keys: [key("key_0000000001", KEY, {}), key("key_0000000002", NARROW_KEY, { "/api/user/search": ["GET"] })],
  applications: [
    application(OPEN_APPLICATION, "Open", { loginConfiguration: { requireAuthentication: false } }),
    application(CLOSED_APPLICATION, "Closed", {}),
    application(FUSION_AI_APPLICATION, "Fusion AI", { jwtConfiguration: { enabled: true, tokenProfile: "fusion-ai" } }),
  ],
  users: [{ user: { id: USER, tenantId: TENANT, email: EMAIL, password: PASSWORD } }],
};

/** Registers the user with every application, in the database itself. */
export async function registerUser({ dataDir }: ServerUnderTest): Promise<void> {
  const database = new Client({ host: dataDir, user: "postgres", database: "postgres" });
  await database.connect();
  for (const applicationId of [OPEN_APPLICATION, CLOSED_APPLICATION, FUSION_AI_APPLICATION]) {
    await database.query(
      `INSERT INTO "Registration" ("tenantId", "userId", "applicationId", "id", "roles", "updatedAt") VALUES ($1, $2, $3, $4, '{editor}', now())`,
      [TENANT, USER, applicationId, randomUUID()],
    );
  }
  await database.end();
}

/** An answer as tests compare it. */
export interface Told {
  readonly status: number;
  readonly type: string | null;
  readonly cookies: readonly string[];
  readonly retryAfter: string | null;
  /** As parsed; null = none. */
  readonly body: unknown;
}

/** What a call sends; a body that is no text is sent as JSON. */
export interface Call {
  readonly headers?: readonly HeaderLine[];
  readonly body?: unknown;
}

/** Calls the server over a socket of its own. */
export async function call(server: ServerUnderTest, method: string, target: string, { headers = [], body }: Call = {}): Promise<Told> {
  const text = typeof body === "string" || body === undefined ? body : JSON.stringify(body);
  const hasType = headers.some(([name]) => name.toLowerCase() === "content-type");
  const type: HeaderLine[] = text === undefined || hasType ? [] : [["Content-Type", "application/json"]];
  const host: HeaderLine = ["Host", `127.0.0.1:${server.port}`];
  return told(await send(server, { method, target, headers: [host, ...headers, ...type], ...(text === undefined ? {} : { body: text }) }));
}

/** What the browser would keep. */
export function cookieOf({ cookies }: Told, name: string): string {
  const line = cookies.find((cookie) => cookie.startsWith(`${name}=`)) ?? "";
  return line.slice(name.length + 1, line.indexOf(";"));
}

function told({ status, headers, body }: RawAnswer): Told {
  const headerOf = (wanted: string) => headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? null;
  const text = body.toString("utf8");
  return {
    status,
    type: headerOf("content-type"),
    retryAfter: headerOf("retry-after"),
    cookies: headers.filter(([name]) => name.toLowerCase() === "set-cookie").map(([, value]) => value),
    body: text === "" ? null : JSON.parse(text),
  };
}
