// A listener hears, says when it does not, and comes back by itself.
import type { Pool } from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openEmbeddedDatabase } from "@/lib/adapters/embedded/database/open-embedded-database";
import { startMigratedDatabase } from "@/scripts/services/embedded-database";
import { startPostgres } from "@/scripts/services/postgres";
import { type Relay, startRelay } from "@/scripts/services/relay";
import { type Listener, openListener } from "./listener";
import { type Database, type DatabaseTarget, openDatabase } from "./open-database";

const opened: Listener[] = [];
afterEach(() => Promise.all(opened.splice(0).map((listener) => listener.close())));

/** A listener on the channel "keys" whose callbacks are written down. */
function listen(target: DatabaseTarget): { listener: Listener; events: string[] } {
  const events: string[] = [];
  const listener = openListener(target, {
    channels: ["keys", "Other Channel"],
    onNotification: (channel, payload) => events.push(`${channel}:${payload}`),
    onConnected: () => events.push("connected"),
    onLost: () => events.push("lost"),
  });
  opened.push(listener);
  return { listener, events };
}

describe.each([
  ["embedded", startMigratedDatabase],
  ["PostgreSQL", startPostgres],
])("on %s", (_name, start) => {
  let server: DatabaseTarget & { stop(): Promise<void> };
  let database: Database;
  let pool: Pool;

  beforeAll(async () => {
    server = await start();
    database = openDatabase(server);
    pool = database.pool;
  });

  afterAll(async () => {
    await database?.close();
    await server?.stop();
  });

  test("hears what others send on its channels", async () => {
    const { events } = listen(server);
    await expect.poll(() => events).toEqual(["connected"]);
    await pool.query("NOTIFY keys, 'one'");
    await pool.query(`NOTIFY "Other Channel"`);
    await expect.poll(() => events).toEqual(["connected", "keys:one", "Other Channel:"]);
  });

  test("hears its own notification only after everything that was committed before it", async () => {
    const { listener, events } = listen(server);
    await expect.poll(() => events).toEqual(["connected"]);
    for (let round = 0; round < 20; round += 1) {
      await Promise.all([1, 2, 3].map((other) => pool.query(`NOTIFY keys, 'change ${round}.${other}'`)));
      await listener.notify("keys", `beat ${round}`);
      await expect.poll(() => events.at(-1)).toBe(`keys:beat ${round}`);
      expect(events.filter((event) => event.startsWith(`keys:change ${round}.`))).toHaveLength(3);
    }
  });

  test("is silent after close", async () => {
    const { listener, events } = listen(server);
    await expect.poll(() => events).toEqual(["connected"]);
    await listener.close();
    await pool.query("NOTIFY keys, 'late'");
    await expect(listener.notify("keys", "x")).rejects.toThrow("down");
    expect(events).toEqual(["connected"]);
  });
});

test("returns when the embedded database was restarted", async () => {
  const first = await startMigratedDatabase();
  const { listener, events } = listen(first);
  await expect.poll(() => events).toEqual(["connected"]);
  const { dataDirectory, workerPath } = first;
  await first.close();
  await expect.poll(() => events[1]).toBe("lost");
  await expect(listener.notify("keys", "x")).rejects.toThrow();
  const second = await openEmbeddedDatabase({ dataDirectory, workerPath });
  await expect.poll(() => events.at(-1), { timeout: 10_000 }).toBe("connected");
  await listener.notify("keys", "again");
  await expect.poll(() => events.at(-1)).toBe("keys:again");
  await listener.close();
  await second.close();
  await first.stop();
});

describe("behind a network that fails", () => {
  let server: Awaited<ReturnType<typeof startPostgres>>;
  let relay: Relay;

  beforeAll(async () => {
    server = await startPostgres();
    relay = await startRelay(server.url);
  });

  afterAll(async () => {
    await relay?.close();
    await server?.stop();
  });

  test("a cut connection is lost at once, and made again when the network is back", async () => {
    const { events } = listen({ url: relay.url });
    await expect.poll(() => events).toEqual(["connected"]);
    relay.refuse();
    await expect.poll(() => events.at(-1)).toBe("lost");
    relay.admit();
    await expect.poll(() => events.at(-1), { timeout: 5_000 }).toBe("connected");
  });

  test("a half-open connection is found by a notification that nobody answers", async () => {
    const { listener, events } = listen({ url: relay.url });
    await expect.poll(() => events).toEqual(["connected"]);
    relay.silence("both");
    await expect(listener.notify("keys", "x")).rejects.toThrow();
    await expect.poll(() => events[1]).toBe("lost");
    relay.silence("none");
    await expect.poll(() => events.at(-1), { timeout: 10_000 }).toBe("connected");
  });
});
