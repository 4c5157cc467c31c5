// Batches of the bare protocol, frame by frame: what drivers may do although ours does not.
import { once } from "node:events";
import { createConnection, type Socket } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Database, openDatabase } from "@/lib/adapters/postgres/open-database";
import { startEmbeddedDatabase, type TemporaryEmbeddedDatabase } from "@/scripts/services/embedded-database";
import { parseFrame, SYNC_FRAME } from "./server-frames";
import { SOCKET_NAME } from "./socket-directory";
import { FRAME, FrameCutter, frame, int32Field, joinBytes, readText, textField } from "./wire-frames";

let database: TemporaryEmbeddedDatabase;
let above: Database;

beforeAll(async () => {
  database = await startEmbeddedDatabase();
  above = openDatabase(database);
  await above.pool.query("CREATE TABLE note (text text)");
});
beforeEach(async () => {
  await above.pool.query("DELETE FROM note");
});
afterAll(async () => {
  await above?.close();
  await database?.stop();
});

async function notes(): Promise<string[]> {
  return (await above.pool.query<{ text: string }>("SELECT text FROM note")).rows.map((row) => row.text);
}

/** Speaks the protocol frame by frame. */
class RawClient {
  readonly socket: Socket;
  readonly #cutter = new FrameCutter({ untyped: false });
  readonly #frames: Uint8Array[] = [];

  constructor(socketDirectory: string) {
    this.socket = createConnection(join(socketDirectory, SOCKET_NAME));
    this.socket.on("data", (chunk) => {
      this.#cutter.push(chunk);
      for (let next = this.#cutter.next(); next !== null; next = this.#cutter.next()) this.#frames.push(next.slice());
    });
  }

  send(...frames: Uint8Array[]): void {
    this.socket.write(joinBytes(frames));
  }

  /** The types of all frames up to one of the given type. */
  async until(type: string): Promise<{ types: string; frames: Uint8Array[] }> {
    const isIt = (bytes: Uint8Array) => String.fromCharCode(bytes[0]!) === type;
    await expect.poll(() => this.#frames.some(isIt), { timeout: 5_000, interval: 5 }).toBe(true);
    const frames = this.#frames.splice(0, this.#frames.findIndex(isIt) + 1);
    return { types: frames.map((bytes) => String.fromCharCode(bytes[0]!)).join(""), frames };
  }
}

const bind = frame(FRAME.bind, textField(""), textField(""), new Uint8Array(6));
const execute = frame(FRAME.execute, textField(""), new Uint8Array(4));
const flush = frame(FRAME.flush);
const startup = (minorVersion: number, ...fields: string[]) => {
  const body = joinBytes([int32Field((3 << 16) | minorVersion), ...fields.map(textField), new Uint8Array(1)]);
  return joinBytes([int32Field(body.length + 4), body]);
};

async function rawClient(): Promise<RawClient> {
  const client = new RawClient(database.socketDirectory);
  client.send(startup(0, "user", "anybody"));
  await client.until("Z");
  return client;
}

test("an unnamed statement is its connection's own in a later batch too", async () => {
  const [a, b] = [await rawClient(), await rawClient()];
  a.send(parseFrame("", "SELECT 'a'"), SYNC_FRAME);
  await a.until("Z");
  b.send(parseFrame("", "SELECT 'b'"), SYNC_FRAME);
  await b.until("Z");
  a.send(bind, execute, SYNC_FRAME);
  const reply = await a.until("Z");
  expect(reply.types).toBe("2DCZ");
  expect(readText(joinBytes([reply.frames[1]!.subarray(11), new Uint8Array(1)]), 0).text).toBe("a");
  for (const client of [a, b]) client.socket.destroy();
});

test("a statement run but not synced is undone when its client vanishes", async () => {
  const a = await rawClient();
  a.send(parseFrame("", "INSERT INTO note VALUES ('lost')"), bind, execute, flush);
  expect((await a.until("C")).types).toBe("12C");
  a.socket.destroy();
  expect(await notes()).toEqual([]);
});

test("a statement run but not synced is undone when its client falls silent, which then hears 25P03 once", async () => {
  const a = await rawClient();
  a.send(parseFrame("", "INSERT INTO note VALUES ('lost')"), bind, execute, flush);
  await a.until("C");
  expect(await notes()).toEqual([]);
  a.send(SYNC_FRAME);
  expect((await a.until("Z")).types).toBe("EZ");
  a.send(parseFrame("", "INSERT INTO note VALUES ('kept')"), bind, execute, SYNC_FRAME);
  expect((await a.until("Z")).types).toBe("12CZ");
  expect(await notes()).toEqual(["kept"]);
  a.socket.destroy();
});

test("after an error everything up to Sync is skipped", async () => {
  const a = await rawClient();
  a.send(parseFrame("", "SELEC 1"), bind, execute, parseFrame("", "INSERT INTO note VALUES ('lost')"), bind, execute, SYNC_FRAME);
  expect((await a.until("Z")).types).toBe("EZ");
  expect(await notes()).toEqual([]);
  a.socket.destroy();
});

test("a newer minor version is negotiated down", async () => {
  const a = new RawClient(database.socketDirectory);
  a.send(startup(2, "user", "anybody", "_pq_.something", "on"));
  expect((await a.until("Z")).types).toMatch(/^vRS+KZ$/);
  a.socket.destroy();
});

test.each([
  ["an old protocol", joinBytes([int32Field(8), int32Field(2 << 16)])],
  ["a frame of a nonsense length", joinBytes([startup(0, "user", "x"), Uint8Array.of(FRAME.query), int32Field(2)])],
])("%s is answered with an error, then disconnected", async (_what, bytes) => {
  const a = new RawClient(database.socketDirectory);
  a.send(bytes);
  const closed = once(a.socket, "close");
  expect((await a.until("E")).types).toMatch(/E$/);
  await closed;
});
