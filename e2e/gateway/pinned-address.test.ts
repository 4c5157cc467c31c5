// Promises of connecting by name: one resolution, judged, and exactly what was judged is connected to.
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkedConnector, createAddressPolicy, type Resolve } from "@/lib/gate/gateway/upstream-address";

const CONNECT_TIMEOUT_MS = 2_000;
const policy = createAddressPolicy(["127.0.0.1"], false);
const server = createServer((socket) => socket.on("error", () => {}));
let connections: Socket[] = [];

beforeEach(async () => {
  connections = [];
  server.on("connection", (socket) => connections.push(socket));
  await once(server.listen(0, "127.0.0.1"), "listening");
});

afterEach(async () => {
  for (const socket of connections) socket.destroy();
  server.removeAllListeners("connection");
  await new Promise((resolve) => server.close(resolve));
});

function open(resolve: Resolve): Promise<Socket> {
  const port = String((server.address() as AddressInfo).port);
  const connect = checkedConnector(policy, CONNECT_TIMEOUT_MS, resolve);
  return new Promise((settle, reject) => {
    connect({ hostname: "upstream.example", host: "upstream.example", protocol: "http:", port }, (error, socket) => {
      if (error === null) settle(socket);
      else reject(error);
    });
  });
}

test("a name that changes its answer between check and connection is asked once, and the first answer is what is connected to", async () => {
  let asked = 0;
  const socket = await open((_, __, callback) => callback(null, [{ address: asked++ === 0 ? "127.0.0.1" : "127.0.0.2", family: 4 }]));
  expect(socket.remoteAddress).toBe("127.0.0.1");
  expect(asked).toBe(1);
  socket.destroy();
});

test("of a name with permitted and refused addresses only the permitted ones are tried", async () => {
  const socket = await open((_, __, callback) =>
    callback(null, [
      { address: "::1", family: 6 },
      { address: "127.0.0.2", family: 4 },
      { address: "127.0.0.1", family: 4 },
    ]),
  );
  expect(socket.remoteAddress).toBe("127.0.0.1");
  socket.destroy();
});

test("a name with refused addresses only is not connected to", async () => {
  const opened = open((_, __, callback) => callback(null, [{ address: "::ffff:127.0.0.2", family: 6 }]));
  await expect(opened).rejects.toThrow("no address that may be connected to");
  expect(connections).toEqual([]);
});

test("a name that cannot be resolved says so", async () => {
  const unknown = Object.assign(new Error("getaddrinfo ENOTFOUND upstream.example"), { code: "ENOTFOUND" });
  await expect(open((_, __, callback) => callback(unknown, []))).rejects.toThrow("ENOTFOUND");
});
