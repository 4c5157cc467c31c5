// An instance with two tenants that hold one object of every kind each, for tests of what the one learns of the other.
import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { loadMasterKey } from "@/lib/adapters/system/master-key";
import { createSealing } from "@/lib/adapters/system/sealing";
import { createTokenSigner } from "@/lib/adapters/system/token-signer";
import { entryNumber } from "@/lib/core/audit/entry-number";
import { signingKeyContext } from "@/lib/manage/tokens/signing-keys";
import { type ServerUnderTest, startServer } from "../server-under-test";

export const OWN = "30663132-6464-6665-3032-326466613934";
export const FOREIGN = "6c9e9669-9670-4f85-9f16-8396c2206f7f";

/** Stands in every text of the foreign tenant, and nowhere else. */
export const MARK = "zzforeign";

export const SECRETS = {
  own: "own-manager-secret-0123456789",
  global: "global-manager-secret-0123456789",
  foreign: "foreign-manager-secret-0123456789",
};

/** The name of the role that the own tenant's application has. */
export const OWN_ROLE = "role-own";

/** The kinds of ids that the management API knows. */
export const KINDS = [
  "tenant",
  "user",
  "group",
  "member",
  "application",
  "role",
  "registration",
  "session",
  "signing key",
  "API key",
  "audit entry",
] as const;

export type Kind = (typeof KINDS)[number];

/** An id of every kind, of one tenant. */
export type Ids = Readonly<Record<Kind, string>>;

export interface TwoTenants {
  readonly server: ServerUnderTest;
  readonly database: Client;
  readonly own: Ids;
  readonly foreign: Ids;
  close(): Promise<void>;
}

/** Starts it on the embedded database. */
export function startTwoTenants(): Promise<TwoTenants> {
  return start(newIds(OWN), newIds(FOREIGN));
}

/** The same with the first of them alone. */
export function startOneTenant(): Promise<TwoTenants> {
  return start(newIds(OWN), null);
}

async function start(own: Ids, other: Ids | null): Promise<TwoTenants> {
  const server = await startServer({ bootstrap: bootstrapOf(own, other) });
  const database = new Client({ host: server.dataDir, user: "postgres", database: "postgres" });
  await database.connect();
  for (const ids of other === null ? [own] : [own, other]) {
    await addRest(database, ids);
    await addSigningKey(database, ids, server.dataDir);
  }
  const foreign = other ?? newIds(FOREIGN);
  const keyOf = async (ids: Ids) => {
    const { rows } = await database.query<{ id: string }>(`SELECT "id" FROM "Key" WHERE "tenantId" = $1 AND NOT "keyManager"`, [
      ids.tenant,
    ]);
    return { ...ids, "API key": rows[0]?.id ?? "" };
  };
  return {
    server,
    database,
    own: await keyOf(own),
    foreign: await keyOf(foreign),
    close: async () => {
      await database.end();
      await server.stop();
    },
  };
}

function newIds(tenant: string): Ids {
  const ids = Object.fromEntries(KINDS.map((kind) => [kind, randomUUID()])) as Record<Kind, string>;
  return { ...ids, tenant, "audit entry": String(entryNumber(tenant, 1n)) };
}

function bootstrapOf(own: Ids, foreign: Ids | null): unknown {
  const both: readonly (readonly [Ids, string])[] =
    foreign === null
      ? [[own, "own"]]
      : [
          [own, "own"],
          [foreign, MARK],
        ];
  const foreignKey = { id: "key_0000000003", api: "management", name: MARK, description: MARK, secret: SECRETS.foreign, keyManager: true };
  return {
    tenants: both.map(([{ tenant }, word]) => ({ id: tenant, name: `Tenant ${word}`, issuer: `${word}.example` })),
    applications: both.map(([ids, word]) => ({
      application: { id: ids.application, tenantId: ids.tenant, name: `App ${word}`, roles: [{ id: ids.role, name: `role-${word}` }] },
    })),
    users: both.map(([ids, word]) => ({
      user: {
        id: ids.user,
        tenantId: ids.tenant,
        email: `${word}@example.com`,
        username: word,
        password: "correct horse battery",
        firstName: word,
      },
    })),
    groups: both.map(([ids, word]) => ({ group: { id: ids.group, tenantId: ids.tenant, name: `Group ${word}`, data: { word } } })),
    keys: [
      { id: "key_0000000001", api: "management", name: "own manager", secret: SECRETS.own, tenantId: OWN, keyManager: true },
      { id: "key_0000000002", api: "management", name: "global manager", secret: SECRETS.global, keyManager: true },
      { id: "key_0000000004", api: "management", name: "own key", secret: `${SECRETS.own}-key`, tenantId: OWN },
      ...(foreign === null ? [] : [{ ...foreignKey, tenantId: FOREIGN }]),
      ...(foreign === null
        ? []
        : [{ ...foreignKey, id: "key_0000000005", secret: `${SECRETS.foreign}-key`, tenantId: FOREIGN, keyManager: false }]),
    ],
  };
}

/** What a bootstrap file cannot say. */
async function addRest(database: Client, ids: Ids): Promise<void> {
  const { tenant, user, group, application } = ids;
  const role = tenant === FOREIGN ? `role-${MARK}` : OWN_ROLE;
  const rows: readonly (readonly [string, Record<string, unknown>])[] = [
    ["GroupMember", { tenantId: tenant, id: ids.member, groupId: group, userId: user }],
    [
      "Registration",
      { tenantId: tenant, id: ids.registration, userId: user, applicationId: application, roles: [role], updatedAt: new Date() },
    ],
    [
      "RefreshSession",
      {
        tenantId: tenant,
        id: ids.session,
        userId: user,
        applicationId: application,
        startedAt: new Date(),
        lastUsedAt: new Date(),
        expiresAt: new Date(Date.now() + 86_400_000),
      },
    ],
  ];
  for (const [table, row] of rows) await insert(database, table, row);
}

/** A key that signs the tenant's tokens, sealed as the server itself would. */
async function addSigningKey(database: Client, ids: Ids, dataDir: string): Promise<void> {
  const { publicJwk, privateJwk } = await createTokenSigner().generate("RS256");
  const id = ids["signing key"];
  const name = `Key ${ids.tenant === FOREIGN ? MARK : "own"}`;
  const sealedPrivate = createSealing(loadMasterKey(null, dataDir).bytes, "tokens").seal(JSON.stringify(privateJwk), signingKeyContext(id));
  const row = { id, kid: id, name, tenantId: ids.tenant, algorithm: "RS256", publicJwk, sealedPrivate, updatedAt: new Date() };
  await insert(database, "SigningKey", row);
}

async function insert(database: Client, table: string, row: Readonly<Record<string, unknown>>): Promise<void> {
  const names = Object.keys(row);
  const places = names.map((_, index) => `$${index + 1}`).join(", ");
  await database.query(`INSERT INTO "${table}" (${names.map((name) => `"${name}"`).join(", ")}) VALUES (${places})`, Object.values(row));
}

/** What counts requests and remembers their last one changes with every request. */
const UNSTABLE_TABLES = /^(?:Usage|Journal|KeySecretUse|_prisma)/;
const UNSTABLE_COLUMNS = ["firstUsedAt", "lastUsedAt", "lastUsedFrom", "lastUsedAgent"];

/** A digest of every table: of all its rows, and of those that are the foreign tenant's. */
export async function snapshot({ database, foreign }: TwoTenants): Promise<{ readonly all: string; readonly foreign: string }> {
  const listed = await database.query<{ name: string }>(
    `SELECT "table_name" AS "name" FROM "information_schema"."tables" WHERE "table_schema" = 'public' AND "table_type" = 'BASE TABLE'`,
  );
  const tables = listed.rows.map(({ name }) => name).filter((name) => !UNSTABLE_TABLES.test(name));
  const parts = tables.map((name) => `SELECT '${name}' AS "table", to_jsonb(t) - $2::text[] AS "row" FROM "${name}" t`);
  const isForeign = ["tenantId", "id", "chain", "subject", "keyId"].map((column) => `"row"->>'${column}' = ANY($1::text[])`).join(" OR ");
  const { rows } = await database.query<{ all: string; foreign: string }>(
    `SELECT md5(string_agg("text", '' ORDER BY "text")) AS "all",
            md5(string_agg("text", '' ORDER BY "text") FILTER (WHERE ${isForeign})) AS "foreign"
     FROM (SELECT "table" || "row"::text AS "text", "row" FROM (${parts.join(" UNION ALL ")}) AS "every") AS "rows"`,
    [Object.values(foreign), UNSTABLE_COLUMNS],
  );
  return { all: rows[0]?.all ?? "", foreign: rows[0]?.foreign ?? "" };
}
