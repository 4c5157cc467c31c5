// The catalogue as the gate gets it is what was written, secrets opened; what this build or this key cannot read is not served.
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSealing } from "@/lib/adapters/system/sealing";
import { sealingContext } from "@/lib/core/api-secrets";
import { DEFAULT_SETTINGS } from "@/lib/core/catalogue";
import { fusionAi } from "@/lib/core/dialects/fusion-ai";
import { standard } from "@/lib/core/dialects/standard";
import { startMigratedDatabase, type TemporaryEmbeddedDatabase } from "@/scripts/services/embedded-database";
import { loadCatalogue } from "./catalogue-store";
import { migrate } from "./migrate";
import { type Database, openDatabase } from "./open-database";

const ID = "00000000-0000-4000-8000-000000000001";
const OTHER = "00000000-0000-4000-8000-000000000002";

const sealing = createSealing(randomBytes(32), "apis");
const TRUSTED = [{ kid: "k", alg: "ES256", jwk: { kty: "EC" }, issuer: null }];
let embedded: TemporaryEmbeddedDatabase;
let database: Database;

beforeAll(async () => {
  embedded = await startMigratedDatabase();
  database = openDatabase(embedded);
  await migrate(database.pool, "prisma/migrations");
  await database.prisma.api.create({
    data: {
      id: ID,
      slug: "orders",
      name: "Orders",
      dialect: "fusion-ai",
      upstream: "http://127.0.0.1:9",
      hosts: ["orders.test"],
      settings: { maxBodyBytes: 5 },
      holdsForeignSecrets: true,
      sealedTrustedKeys: sealing.seal(JSON.stringify(TRUSTED), sealingContext(ID, "sealedTrustedKeys")),
      sealedHeaders: sealing.seal('[["x-a","b"]]', sealingContext(ID, "sealedHeaders")),
      sealedSigningSecret: sealing.seal("signing", sealingContext(ID, "sealedSigningSecret")),
      endpoints: {
        create: [
          { path: "/b", methods: ["POST"], permission: null, cost: 2, position: 1 },
          { path: "/a", methods: ["GET"], permission: "chat", position: 0 },
        ],
      },
      plans: {
        create: [
          {
            name: "default",
            windows: [
              { limit: 1, seconds: 60 },
              { limit: 2, seconds: 60, per: "account" },
            ],
            quota: { limit: 9, period: "day" },
          },
          { name: "gold", windows: [], allowTokens: false, endpoints: { "/a": ["GET"] } },
        ],
      },
    },
  });
  const custom = { ...standard, name: "mine" };
  await database.prisma.api.create({
    data: { id: OTHER, slug: "second", name: "Second", dialect: "mine", customDialect: custom as never, hosts: [] },
  });
});
afterAll(async () => {
  await database?.close();
  await embedded?.stop();
});

test("every part of an API arrives, endpoints in their order, settings completed", async () => {
  const { apis, secrets } = await loadCatalogue(database.pool, sealing.openText);
  expect(apis).toEqual([
    {
      id: ID,
      slug: "orders",
      name: "Orders",
      dialect: fusionAi,
      upstream: "http://127.0.0.1:9",
      hosts: ["orders.test"],
      endpoints: [
        { path: "/a", methods: ["GET"], permission: "chat", cost: 1 },
        { path: "/b", methods: ["POST"], permission: null, cost: 2 },
      ],
      plans: {
        default: {
          name: "default",
          windows: [{ limit: 1, seconds: 60 }],
          accountWindows: [{ limit: 2, seconds: 60 }],
          quota: { limit: 9, period: "day" },
          allowTokens: true,
          endpoints: null,
        },
        gold: { name: "gold", windows: [], quota: null, allowTokens: false, endpoints: { "/a": ["GET"] } },
      },
      settings: { ...DEFAULT_SETTINGS, maxBodyBytes: 5 },
      holdsForeignSecrets: true,
    },
    expect.objectContaining({ slug: "second", dialect: { ...standard, name: "mine" }, upstream: null, endpoints: [], plans: {} }),
  ]);
  expect(secrets.get(ID)).toEqual({ trustedKeys: TRUSTED, issuers: [], upstreamHeaders: [["x-a", "b"]], signingSecret: "signing" });
  expect(secrets.get(OTHER)).toEqual({ trustedKeys: [], issuers: [], upstreamHeaders: [], signingSecret: null });
});

test("under another master key nothing is served", async () => {
  await expect(loadCatalogue(database.pool, createSealing(randomBytes(32), "apis").openText)).rejects.toThrow();
});

test("a dialect that this build does not know is named", async () => {
  await database.prisma.api.update({ where: { id: ID }, data: { dialect: "telepathy" } });
  await expect(loadCatalogue(database.pool, sealing.openText)).rejects.toThrow("the API orders has the dialect telepathy");
});
