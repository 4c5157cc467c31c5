// A console with a member of every role, one who is confined to a tenant, and something to see, and a look into its database from outside.
import { generateKeyPairSync, randomBytes, randomUUID } from "node:crypto";
import path from "node:path";
import { type EchoUpstream, startEchoUpstream } from "@/e2e/echo-upstream";
import { type ServerOptions, type ServerUnderTest, startServer } from "@/e2e/server-under-test";
import { type Database, openDatabase } from "@/lib/adapters/postgres/open-database";
import { hashPassword } from "@/lib/adapters/system/password-hasher";
import { ROLES, type Role } from "@/lib/core/roles";
import { signIn } from "./console-client";
import { REQUEST_IDS, seedRequests } from "./request-seeds";
import { APPLICATION_ID, FIRST_TENANT, GROUP_ID, SECOND_TENANT, sessionRow, tenantBootstrap, USER_ID } from "./tenant-world";
import { seedWebhooks, WEBHOOK_IDS } from "./webhook-seeds";

export const PASSWORD = "correct horse battery staple";
/** Stands in names, so that a page which shows them is known by it. */
export const MARK = "only-for-members";
/** Stands in names of APIs. */
export const API_MARK = "named-to-members";
/** An API without keys, which a call may delete. */
export const SPARE_API = "spare";
export const KEY_ID = "key_0000000001";
/** The one key of the second tenant. */
export const TENANT_KEY = "key_0000000002";
/** Keys of the first tenant that only one action works on, by the action's name: what one does to a key must not stop another. */
export const KEY_OF_ACTION = {
  rotate: "key_0000000011",
  replace: "key_0000000012",
  extend: "key_0000000013",
  stopOldSecret: "key_0000000014",
  moveOldSecretEnd: "key_0000000015",
  handOn: "key_0000000016",
} as const;
/** Old secrets of those keys that still count, by the action's name. */
export const OLD_SECRETS = {
  stopOldSecret: "0a1d5ec2-e700-4000-8000-000000000014",
  moveOldSecretEnd: "0a1d5ec2-e700-4000-8000-000000000015",
} as const;

/** Signing keys that nothing is signed with: each can be changed once. */
export const SIGNING_KEYS = {
  replaced: "8d2c1f0a-5b1e-4c3d-9e60-2f4a7b8c9d01",
  ended: "8d2c1f0a-5b1e-4c3d-9e60-2f4a7b8c9d02",
} as const;

/** A member whom suites change and remove. */
export const CHANGED_MEMBER = "5f0c1d3e-8a8e-4b6c-9d53-0c4f4b1f7a11";
/** An invitation that suites send again and take back. */
export const OPEN_INVITATION = "8c2b7d5a-1a3c-4d0e-8f57-2f6d9f3c4b22";

/** Signs session cookies of the server: sessions that it never made can be made with it. */
export const SESSION_SECRET = "a secret that seals the sessions of this test, 43+ characters";

/** Somebody who is signed in. */
export interface SignedInMember {
  readonly id: string;
  readonly email: string;
  readonly cookie: string;
}

export interface ConsoleWorld {
  readonly server: ServerUnderTest;
  readonly database: Database;
  readonly members: Readonly<Record<Role, SignedInMember>>;
  /** An admin who is confined to the second tenant. */
  readonly confined: SignedInMember;
  close(): Promise<void>;
}

/** What the parameters of pages may stand for here. */
export const PARAMETERS: Readonly<Record<string, string>> = {
  key: KEY_ID,
  slug: "standard",
  id: SECOND_TENANT,
  userId: USER_ID,
  groupId: GROUP_ID,
  applicationId: APPLICATION_ID,
  dialect: "standard",
  api: "standard",
  document: "standard.json",
  requestId: "req_1700000000000000000001",
  request: REQUEST_IDS.seen,
  webhook: WEBHOOK_IDS.seen,
  member: CHANGED_MEMBER,
};

function bootstrapOf(upstream: string): unknown {
  return {
    owner: { email: "owner@example.com", name: "Owner", password: PASSWORD },
    ...tenantBootstrap(MARK),
    apis: [
      ...["fusion-ai", "standard", "infuzu", "cryptofuse"].map((slug) => ({ slug, name: `${slug} ${API_MARK}`, dialect: slug, upstream })),
      { slug: SPARE_API, name: `spare ${API_MARK}`, dialect: "standard", upstream },
    ],
    keys: [
      { id: KEY_ID, api: "standard", name: `seen ${MARK}`, secret: "given-secret-of-the-console-suites-0001" },
      { id: TENANT_KEY, api: "standard", tenantId: SECOND_TENANT, name: `of the second tenant ${MARK}` },
      ...Object.entries(KEY_OF_ACTION).map(([action, id]) => ({
        id,
        api: "standard",
        tenantId: FIRST_TENANT,
        name: `${action} ${MARK}`,
        secret: `given-secret-of-the-console-suites-${action}`,
        ...(action === "extend" ? { expiresAt: new Date(Date.now() + 86_400_000).toISOString() } : {}),
      })),
    ],
  };
}

/** Starts the server, makes a member of each role, and signs all of them in. */
export async function openConsoleWorld(options: ServerOptions = {}): Promise<ConsoleWorld> {
  const upstream: EchoUpstream = await startEchoUpstream();
  const env = { LOG_LEVEL: "debug", NEXTAUTH_SECRET: SESSION_SECRET, ...options.env };
  const server = await startServer({ bootstrap: bootstrapOf(upstream.url), ...options, env });
  const database = openDatabase({ socketDirectory: server.dataDir });
  await addOldSecrets(database);
  await database.prisma.refreshSession.create({ data: sessionRow(Date.now()) });
  const passwordHash = await hashPassword(PASSWORD);
  const members = {} as Record<Role, { id: string; email: string; cookie: string }>;
  for (const role of ROLES) {
    const email = role === "owner" ? "owner@example.com" : `${role}@example.com`;
    const known = await database.prisma.member.findFirst({ where: { email } });
    const id = known?.id ?? randomUUID();
    if (known === null) await database.prisma.member.create({ data: { id, email, name: role, role, passwordHash } });
    members[role] = { id, email, cookie: await signIn(server, email, PASSWORD) };
  }
  const confined = await addConfinedAdmin(server, database, passwordHash);
  for (const [name, id] of Object.entries(SIGNING_KEYS)) await storeSigningKey(database, id, name);
  const { prisma } = database;
  await seedRequests({ prisma, dataDir: server.dataDir, api: "standard", ownerId: members.owner.id, mark: MARK });
  await seedWebhooks(prisma);
  const secondFactor = { sealedTotp: Buffer.from("sealed"), totpSince: new Date(0) };
  await database.prisma.member.create({
    data: { id: CHANGED_MEMBER, email: "changed@example.com", name: `Changed ${MARK}`, role: "viewer", passwordHash, ...secondFactor },
  });
  await database.prisma.invitation.create({
    data: {
      id: OPEN_INVITATION,
      email: `invited@${MARK}.example`,
      role: "viewer",
      invitedBy: "system",
      fingerprint: randomBytes(32),
      createdAt: new Date(),
      expiresAt: new Date(Date.now() + 24 * 3_600_000),
    },
  });
  return {
    server,
    database,
    members,
    confined,
    close: async () => {
      await database.close();
      await server.stop();
      await upstream.stop();
    },
  };
}

async function addConfinedAdmin(server: ServerUnderTest, { prisma }: Database, passwordHash: string): Promise<SignedInMember> {
  const [id, email] = [randomUUID(), "confined@example.com"];
  const tenants = { create: { tenantId: SECOND_TENANT } };
  await prisma.member.create({ data: { id, email, name: "confined", role: "admin", passwordHash, isConfined: true, tenants } });
  return { id, email, cookie: await signIn(server, email, PASSWORD) };
}

async function addOldSecrets({ prisma }: Database): Promise<void> {
  for (const [action, id] of Object.entries(OLD_SECRETS)) {
    const publicId = KEY_OF_ACTION[action as keyof typeof OLD_SECRETS];
    const key = await prisma.key.findUniqueOrThrow({ where: { publicId } });
    const times = { createdAt: new Date(0), retiresAt: new Date(Date.now() + 86_400_000) };
    const fingerprint = Buffer.from(id.replaceAll("-", "").repeat(2), "hex");
    await prisma.keySecret.create({
      data: { id, keyId: key.id, apiId: key.apiId, fingerprint, origin: "minted", preview: "old", ...times },
    });
  }
}

async function storeSigningKey({ prisma }: Database, id: string, name: string): Promise<void> {
  const { kty = "", crv = "", x = "", y = "" } = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({ format: "jwk" });
  const key = { id, kid: id, name: `${name} ${MARK}`, algorithm: "ES256", sealedPrivate: Buffer.from("sealed") };
  await prisma.signingKey.create({ data: { ...key, publicJwk: { kty, crv, x, y } } });
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
