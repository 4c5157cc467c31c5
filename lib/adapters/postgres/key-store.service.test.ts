// The key store contract on both databases: read at every call, and remembered under a lease.
import { expect } from "vitest";
import { type KeyBook, keyStoreContract } from "@/lib/ports/key-store.contract";
import { startMigratedDatabase } from "@/scripts/services/embedded-database";
import { openKeyBook } from "@/scripts/services/key-book";
import { startPostgres } from "@/scripts/services/postgres";
import { awaitSeen } from "./announce";
import { createKeyStore } from "./key-store";
import { type Database, type DatabaseTarget, openDatabase } from "./open-database";
import { openTrustedKeys } from "./trusted-keys";

type Server = DatabaseTarget & { stop(): Promise<void> };

const DATABASES: Readonly<Record<string, () => Promise<Server>>> = {
  "embedded database": startMigratedDatabase,
  PostgreSQL: startPostgres,
};

/** A database with a book of keys and a pool that the store has for itself. */
async function openParts(start: () => Promise<Server>): Promise<{ server: Server; book: KeyBook; own: Database; close(): Promise<void> }> {
  const server = await start();
  const book = await openKeyBook(server);
  const own = openDatabase(server);
  return {
    server,
    book,
    own,
    async close() {
      await own.close();
      await book.close();
      await server.stop();
    },
  };
}

for (const [name, start] of Object.entries(DATABASES)) {
  keyStoreContract(`read from the ${name}`, async () => {
    const { book, own, close } = await openParts(start);
    return { store: createKeyStore(own.pool), book, seen: async () => {}, close };
  });

  keyStoreContract(`remembered from the ${name}`, async () => {
    const { server, book, own, close } = await openParts(start);
    const keys = openTrustedKeys({ pool: own.pool, target: server });
    expect(await keys.whenTrusted(10_000)).toBe(true);
    return {
      store: keys,
      book,
      seen: async () => expect(await awaitSeen(own.pool, 5000)).toBe(true),
      async close() {
        await keys.close();
        await close();
      },
    };
  });
}
