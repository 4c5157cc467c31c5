// Every entrance counts alike: gateway, verify, management API and WebSockets, on both mounts, in a journal or in the database.
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { WebSocket } from "undici";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readCells, readJournals } from "./drills/usage-world";
import { type ServerUnderTest, startServer } from "./server-under-test";

const SECRETS = {
  user: "user-secret-0123456789-0123456789",
  manager: "manager-secret-0123456789-0123456789",
  service: "service-secret-0123456789-0123456789",
};

function world(upstream: string): unknown {
  return {
    apis: [
      {
        slug: "proxied",
        name: "Proxied",
        dialect: "standard",
        upstream,
        endpoints: [
          { path: "/items", methods: ["GET"] },
          { path: "/slow", methods: ["GET"] },
        ],
      },
      { slug: "sample", name: "Sample", dialect: "standard", upstream: "sample" },
    ],
    keys: [
      { id: "key_0000000001", api: "proxied", name: "user", secret: SECRETS.user },
      { id: "key_0000000002", api: "sample", name: "sampler", secret: SECRETS.user },
      { id: "key_0000000003", api: "management", name: "manager", secret: SECRETS.manager },
    ],
    service: [{ id: "key_0000000004", name: "backend", secret: SECRETS.service, permissions: ["keys:verify"] }],
  };
}

let upstream: Server;
const upstreamUrl = () => `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;

beforeAll(async () => {
  upstream = createServer((asked, response) => {
    if (asked.url !== "/slow") response.end("ok");
  });
  upstream.on("upgrade", (asked, socket) => {
    const accept = createHash("sha1").update(`${asked.headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    socket.on("error", () => {});
    socket.pipe(socket);
  });
  await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  upstream.closeAllConnections();
  upstream.close();
});

describe.each([
  ["front", "journal"],
  ["next", "journal"],
  ["front", "database"],
])("hot paths at %s, counted in the %s", (hotPaths, sink) => {
  let server: ServerUnderTest;
  beforeAll(async () => {
    const env = { KEYFUSE_HOT_PATHS: hotPaths, KEYFUSE_USAGE_SINK: sink, LOG_LEVEL: "error" };
    server = await startServer({ bootstrap: world(upstreamUrl()), env });
  });
  afterAll(() => server?.stop());

  const origin = () => `http://${server.host}:${server.port}`;
  const call = (target: string, secret: string, body?: object) =>
    fetch(origin() + target, {
      headers: { authorization: target.startsWith("/api") ? secret : `Bearer ${secret}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
    }).then(async (answer) => {
      await answer.arrayBuffer();
      return answer.status;
    });

  test("each request is one, where it belongs", async () => {
    expect(await call("/gateway/proxied/items", SECRETS.user)).toBe(200);
    expect(await call("/gateway/proxied/nowhere", SECRETS.user)).toBe(404);
    expect(await call("/gateway/sample/v1/models", SECRETS.user)).toBe(200);
    expect(await call("/v1/verify", SECRETS.service, { key: SECRETS.user, api: "proxied", method: "GET", path: "/items" })).toBe(200);
    expect(await call("/api/tenant", SECRETS.manager)).toBe(200);
    expect(await call("/gateway/proxied/items", "nobody")).toBe(401);
    expect(await call("/gateway/proxied/a%2fb", SECRETS.user)).toBe(400);
    const expected = [
      "key_0000000001 GET /items accepted - 2xx × 2",
      "key_0000000001 GET (unmatched) denied not_found 4xx × 1",
      "key_0000000002 GET (unmatched) accepted - 2xx × 1",
      "key_0000000003 GET /api/tenant accepted - 2xx × 1",
    ];
    await expect
      .poll(async () => (await readCells(server.dataDir)).filter((line) => line.startsWith("key_")), { timeout: 15_000 })
      .toEqual(expected.sort());
    const strangers = async () => (await readCells(server.dataDir)).filter((line) => line.startsWith("- "));
    await expect
      .poll(strangers, { timeout: 15_000 })
      .toEqual(["- - - denied bad_request 4xx × 1", expect.stringMatching(/^- - - denied wrong_\w+ 4xx × 1$|unknown 4xx × 1$/)]);
  });

  test("a client that leaves stays counted", async () => {
    const leaving = request(`${origin()}/gateway/proxied/slow`, { headers: { authorization: `Bearer ${SECRETS.user}` } });
    leaving.on("error", () => {});
    leaving.end();
    await new Promise((resolve) => setTimeout(resolve, 500));
    leaving.destroy();
    await expect.poll(() => readCells(server.dataDir), { timeout: 15_000 }).toContain("key_0000000001 GET /slow accepted - 4xx × 1");
  });

  test("a WebSocket is one request from its handshake on, and ends with its sockets", async () => {
    const socket = new WebSocket(`${origin().replace("http", "ws")}/gateway/proxied/items`, {
      headers: { authorization: `Bearer ${SECRETS.user}` },
    });
    await new Promise((resolve) => socket.addEventListener("open", resolve));
    await expect.poll(() => readCells(server.dataDir), { timeout: 15_000 }).toContain("key_0000000001 GET /items accepted - 0xx × 1");
    socket.close();
    await expect.poll(() => readCells(server.dataDir), { timeout: 15_000 }).toContain("key_0000000001 GET /items accepted - 1xx × 1");
    expect(await readCells(server.dataDir)).not.toContain("key_0000000001 GET /items accepted - 0xx × 1");
  });

  if (sink === "journal")
    test("after both mounts have served there is one journal, and it holds what both counted", async () => {
      // A second runtime in this process could not have its database either: the data directory's socket is its lock.
      expect(readdirSync(path.join(server.dataDir, "journal")).filter((name) => /^\d+$/.test(name))).toEqual(["0"]);
      const counts = await readJournals(server.dataDir);
      expect(Object.fromEntries(counts)).toMatchObject({
        key_0000000001: { accepted: 4, denied: 1 },
        key_0000000002: { accepted: 1 },
        key_0000000003: { accepted: 1 },
      });
    });

  if (sink === "database")
    test("nothing is written beside the database", () => {
      expect(readdirSync(server.dataDir)).not.toContain("journal");
    });
});
