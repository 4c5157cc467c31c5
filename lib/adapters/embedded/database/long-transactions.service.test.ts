// A connection that says that its transactions are long keeps them where another would have lost its own.
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "@/lib/adapters/postgres/open-database";
import { startEmbeddedDatabase, type TemporaryEmbeddedDatabase } from "@/scripts/services/embedded-database";
import { TRANSACTION_LIMITS } from "./transaction-watch";

const SILENCE_MS = TRANSACTION_LIMITS.silenceMs * 2;

let embedded: TemporaryEmbeddedDatabase;
const opened: Database[] = [];

beforeAll(async () => {
  embedded = await startEmbeddedDatabase();
});
afterAll(async () => {
  for (const database of opened) await database.close();
  await embedded?.stop();
});

async function fallSilent(hasLongTransactions: boolean): Promise<unknown> {
  const database = openDatabase(embedded, { hasLongTransactions });
  opened.push(database);
  const client = await database.pool.connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT 1");
    await sleep(SILENCE_MS);
    return await client.query("SELECT 1").catch((error: unknown) => error);
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
}

test("twice the silence that is allowed costs an ordinary transaction its life, a long one not", async () => {
  expect(await fallSilent(false)).toMatchObject({ code: "25P03" });
  expect(await fallSilent(true)).toMatchObject({ rowCount: 1 });
});
