// A console with a member of every role and something to see, and a look into its database from outside.
import { randomUUID } from "node:crypto";
import path from "node:path";
import { type EchoUpstream, startEchoUpstream } from "@/e2e/echo-upstream";
import { type ServerOptions, type ServerUnderTest, startServer } from "@/e2e/server-under-test";
import { type Database, openDatabase } from "@/lib/adapters/postgres/open-database";
import { hashPassword } from "@/lib/adapters/system/password-hasher";
import { ROLES, type Role } from "@/lib/core/roles";
import { signIn } from "./console-client";

export const PASSWORD = "correct horse battery staple";
export const SECOND_TENANT = "6c9e9669-9670-4f85-9f16-8396c2206f7f";
/** Stands in names, so that a page which shows them is known by it. */
export const MARK = "only-for-members";
/** Stands in names of APIs. */
export const API_MARK = "named-to-members";
export const KEY_ID = "key_0000000001";

/** Signs session cookies of the server: sessions that it never made can be made with it. */
export const SESSION_SECRET = "a secret that seals the sessions of this test, 43+ characters";

export interface ConsoleWorld {
  readonly server: ServerUnderTest;
  readonly database: Database;
  readonly members: Readonly<Record<Role, { readonly id: string; readonly email: string; readonly cookie: string }>>;
  close(): Promise<void>;
}

/** What the parameters of pages may stand for here. */
export const PARAMETERS: Readonly<Record<string, string>> = {
  key: KEY_ID,
  slug: "standard",
  id: SECOND_TENANT,
  dialect: "standard",
  api: "standard",
  document: "standard.json",
};

function bootstrapOf(upstream: string): unknown {
  return {
    owner: { email: "owner@example.com", name: "Owner", password: PASSWORD },
    tenants: [
      { id: "30663132-6464-6665-3032-326466613934", name: `Default ${MARK}` },
      { id: SECOND_TENANT, name: `Second ${MARK}` },
    ],
    apis: ["fusion-ai", "standard", "infuzu", "cryptofuse"].map((slug) => ({ slug, name: `${slug} ${API_MARK}`, dialect: slug, upstream })),
    keys: [{ id: KEY_ID, api: "standard", name: `seen ${MARK}`, secret: "given-secret-of-the-console-suites-0001" }],
  };
}

/** Starts the server, makes a member of each role, and signs all of them in. */
export async function openConsoleWorld(options: ServerOptions = {}): Promise<ConsoleWorld> {
  const upstream: EchoUpstream = await startEchoUpstream();
  const env = { LOG_LEVEL: "debug", NEXTAUTH_SECRET: SESSION_SECRET, ...options.env };
  const server = await startServer({ bootstrap: bootstrapOf(upstream.url), ...options, env });
  const database = openDatabase({ socketDirectory: server.dataDir });
  const passwordHash = await hashPassword(PASSWORD);
  const members = {} as Record<Role, { id: string; email: string; cookie: string }>;
  for (const role of ROLES) {
    const email = role === "owner" ? "owner@example.com" : `${role}@example.com`;
    const known = await database.prisma.member.findFirst({ where: { email } });
    const id = known?.id ?? randomUUID();
    if (known === null) await database.prisma.member.create({ data: { id, email, name: role, role, passwordHash } });
    members[role] = { id, email, cookie: await signIn(server, email, PASSWORD) };
  }
  return {
    server,
    database,
    members,
    close: async () => {
      await database.close();
      await server.stop();
      await upstream.stop();
    },
  };
}

/** Every table's rows as one digest per table: equal digests, equal database. Usage is added up and tended by timers, whoever asks for what. */
export async function snapshot({ pool }: Database): Promise<Record<string, string>> {
  const { rows } = await pool.query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name NOT LIKE 'Usage%' ORDER BY 1",
  );
  const digests: Record<string, string> = {};
  for (const { name } of rows) {
    const digest = await pool.query<{ digest: string | null }>(
      `SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) AS digest FROM "${name}" t`,
    );
    digests[name] = digest.rows[0]?.digest ?? "empty";
  }
  return digests;
}

/** The directory of the app's pages and routes. */
export const APP_DIRECTORY = path.resolve("app");
