// Keys written straight into a database and announced, for tests of what reads them.
import { randomBytes, randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { announceKeys } from "@/lib/adapters/postgres/announce";
import { migrate } from "@/lib/adapters/postgres/migrate";
import { type Database, type DatabaseTarget, openDatabase } from "@/lib/adapters/postgres/open-database";
import { keyChange } from "@/lib/ports/key-change";
import type { KeyBook, WrittenKey } from "@/lib/ports/key-store.contract";

const MIGRATIONS = fileURLToPath(new URL("../../prisma/migrations", import.meta.url));

export interface OpenedKeyBook extends KeyBook {
  readonly database: Database;
  close(): Promise<void>;
}

/** Migrates the database and makes two APIs with a plan `default` each. */
export async function openKeyBook(target: DatabaseTarget): Promise<OpenedKeyBook> {
  const database = openDatabase(target);
  const { prisma } = database;
  await migrate(database.pool, MIGRATIONS);
  const apiIds = [randomUUID(), randomUUID()] as const;
  for (const id of apiIds) {
    await prisma.api.create({ data: { id, slug: id, name: id, dialect: "standard", hosts: [] } });
    await prisma.plan.create({ data: { apiId: id, name: "default", windows: [] } });
  }

  return {
    apiIds,
    database,
    async create(fields = {}) {
      const key: WrittenKey = { id: randomUUID(), fingerprint: randomBytes(32).toString("hex"), ...fields };
      const { id, fingerprint, ...columns } = key;
      await prisma.$transaction(async (tx) => {
        const publicId = `key_${String(randomBytes(5).readUIntBE(0, 5) % 1e10).padStart(10, "0")}`;
        await tx.key.create({
          data: { id, publicId, apiId: apiIds[0], planName: "default", name: "test", permissions: ["*"], createdBy: "test", ...columns },
        });
        await tx.keySecret.create({ data: secretRow(id, columns.apiId ?? apiIds[0], fingerprint) });
        await announceKeys(tx, [keyChange(id)]);
      });
      return key;
    },
    async change(keyId, columns) {
      await prisma.$transaction(async (tx) => {
        await tx.key.update({ where: { id: keyId }, data: columns });
        await announceKeys(tx, [keyChange(keyId)]);
      });
    },
    async addSecret(keyId) {
      const fingerprint = randomBytes(32).toString("hex");
      await prisma.$transaction(async (tx) => {
        const { apiId } = await tx.key.findUniqueOrThrow({ where: { id: keyId } });
        await tx.keySecret.create({ data: secretRow(keyId, apiId, fingerprint) });
        await announceKeys(tx, [keyChange(keyId)]);
      });
      return fingerprint;
    },
    async retireSecret(keyId, fingerprint, inMs) {
      await prisma.$transaction(async (tx) => {
        await tx.$executeRaw`UPDATE "KeySecret" SET "retiresAt" = now() + ${inMs}::int * interval '1 ms'
          WHERE "keyId" = ${keyId}::uuid AND "fingerprint" = decode(${fingerprint}, 'hex')`;
        await announceKeys(tx, [keyChange(keyId)]);
      });
    },
    async remove(keyId) {
      await prisma.$transaction(async (tx) => {
        await tx.key.delete({ where: { id: keyId } });
        await announceKeys(tx, [keyChange(keyId)]);
      });
    },
    close: () => database.close(),
  };
}

function secretRow(keyId: string, apiId: string, fingerprint: string) {
  return { id: randomUUID(), keyId, apiId, fingerprint: Buffer.from(fingerprint, "hex"), origin: "minted", preview: "" };
}
