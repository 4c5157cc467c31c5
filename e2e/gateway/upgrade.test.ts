// Promises of upgrades: a WebSocket is joined after its decision, a refused one is answered, every other upgrade is ignored.
import { createHash } from "node:crypto";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { WebSocket } from "undici";
import { afterEach, describe, expect, test } from "vitest";
import { closeAll, REQUEST_ID, signal, startGateway, startUpstream } from "./gateway-fixture";

afterEach(closeAll);

/** An upstream that accepts handshakes and echoes every byte behind them. */
async function startEcho(onHead: (lines: readonly string[]) => void = () => {}) {
  const upstream = await startUpstream((request, response) => response.writeHead(200).end(`plain ${request.method} ${request.url}`));
  upstream.server.on("upgrade", (request, socket, head) => {
    onHead(request.rawHeaders);
    const accept = createHash("sha1")
      .update(`${request.headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
      .digest("base64");
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    if (head.length > 0) socket.write(head);
    socket.on("error", () => {});
    socket.pipe(socket);
  });
  return upstream;
}

function handshake(path: string, more = ""): string {
  return (
    `GET ${path} HTTP/1.1\r\nHost: gateway\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
    `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n${more}\r\n`
  );
}

async function dial(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  return socket;
}

/** Reads until the text matches, or fails with the test's time limit. */
async function readUntil(socket: Socket, pattern: RegExp): Promise<string> {
  let text = "";
  for await (const piece of socket.iterator({ destroyOnReturn: false })) {
    text += String(piece);
    if (pattern.test(text)) return text;
  }
  return text;
}

describe("WebSocket", () => {
  test("a handshake is joined to the upstream, credential stripped, caller named, bytes both ways", async () => {
    const lines: string[] = [];
    const upstream = await startEcho((raw) => lines.push(...raw));
    const gateway = await startGateway({ upstream: `${upstream.url}/base`, extraHeaders: [["ratelimit", '"minute";r=1;t=2']] });
    const socket = await dial(gateway.port);
    socket.write(handshake("/live?x=1", "Authorization: Bearer s3cret\r\nSec-WebSocket-Protocol: chat\r\n"));
    const head = await readUntil(socket, /\r\n\r\n/);
    expect(head).toMatch(/^HTTP\/1\.1 101 Switching Protocols\r\n/);
    expect(head.toLowerCase()).toContain("sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo=");
    expect(head).toContain(`x-request-id: ${REQUEST_ID}`);
    expect(head).toContain('ratelimit: "minute";r=1;t=2');
    expect(lines.join("\n")).not.toContain("s3cret");
    expect(lines).toContain("key_0000000001");
    expect(lines).toContain("chat");
    socket.write("ping");
    expect(await readUntil(socket, /ping/)).toBe("ping");
    socket.destroy();
    await expect.poll(() => gateway.tunnels).toMatchObject([{ status: 101, sentBytes: 4 }]);
  });

  test("bytes that a client sends right behind its handshake are not lost", async () => {
    const upstream = await startEcho();
    const gateway = await startGateway({ upstream: upstream.url });
    const socket = await dial(gateway.port);
    socket.write(`${handshake("/live")}early`);
    expect(await readUntil(socket, /early/)).toMatch(/\r\n\r\nearly$/);
    socket.destroy();
  });

  test("a client library opens, and learns of the upstream's close", async () => {
    const upstream = await startEcho();
    const gateway = await startGateway({ upstream: upstream.url });
    const client = new WebSocket(`ws://127.0.0.1:${gateway.port}/live`);
    await new Promise((resolve) => client.addEventListener("open", resolve, { once: true }));
    const closed = new Promise((resolve) => client.addEventListener("close", resolve, { once: true }));
    for (const tunnel of upstream.sockets) tunnel.destroy();
    await closed;
    await expect.poll(() => gateway.tunnels.length).toBe(1);
  });

  test("a client that leaves ends the upstream's connection", async () => {
    const closed = signal<void>();
    const upstream = await startEcho();
    upstream.server.on("upgrade", (_, socket) => socket.on("close", () => closed.resolve()));
    const gateway = await startGateway({ upstream: upstream.url });
    const socket = await dial(gateway.port);
    socket.write(handshake("/live"));
    await readUntil(socket, /\r\n\r\n/);
    socket.resetAndDestroy();
    await closed.promise;
  });

  test("a refused handshake gets the dialect's answer as plain HTTP", async () => {
    const gateway = await startGateway({ upstream: "http://127.0.0.1:1" });
    const socket = await dial(gateway.port);
    socket.write(handshake("/refused"));
    const text = await readUntil(socket, /\}$/);
    expect(text).toMatch(/^HTTP\/1\.1 401 Unauthorized\r\n/);
    expect(text).toContain('"MISSING_API_KEY"');
    expect(text).toMatch(/connection: close/i);
  });

  test("an upstream that cannot be reached → 502; one that declines → its own answer", async () => {
    const gone = await startGateway({ upstream: "http://127.0.0.1:1" });
    const first = await dial(gone.port);
    first.write(handshake("/live"));
    expect(await readUntil(first, /\}$/)).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\n/);

    const plain = await startUpstream((_, response) => response.writeHead(426, { "content-type": "text/plain" }).end("not here"));
    const declining = await startGateway({ upstream: plain.url });
    const second = await dial(declining.port);
    second.write(handshake("/live"));
    const text = await readUntil(second, /not here/);
    expect(text).toMatch(/^HTTP\/1\.1 426 Upgrade Required\r\n/);
    expect(text).toMatch(/content-type: text\/plain/i);
  });
});

describe("every other upgrade is an ordinary request", () => {
  const h2c = "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n";

  test("h2c without a body, and the next request on the same connection", async () => {
    const upstream = await startUpstream((request, response) => response.end(`<${request.method} ${request.url}>`));
    const gateway = await startGateway({ upstream: upstream.url });
    const socket = await dial(gateway.port);
    socket.write(`GET /first HTTP/1.1\r\nHost: gateway\r\n${h2c}\r\n`);
    expect(await readUntil(socket, /<GET \/first>/)).toMatch(/^HTTP\/1\.1 200/);
    socket.write("GET /second HTTP/1.1\r\nHost: gateway\r\n\r\n");
    expect(await readUntil(socket, /<GET \/second>/)).toMatch(/^HTTP\/1\.1 200/);
    socket.destroy();
  });

  test.each(["at once", "later"])("h2c with a body that comes %s, whole", async (moment) => {
    const upstream = await startUpstream(async (request, response) => {
      let body = "";
      for await (const piece of request) body += piece;
      response.end(body);
    });
    const gateway = await startGateway({ upstream: upstream.url });
    const socket = await dial(gateway.port);
    socket.write(
      `POST /first HTTP/1.1\r\nHost: gateway\r\n${h2c}Content-Length: 12\r\n\r\n${moment === "at once" ? "hello, world" : "hello"}`,
    );
    if (moment === "later") setTimeout(() => socket.write(", world"), 50);
    expect(await readUntil(socket, /hello, world/)).toMatch(/^HTTP\/1\.1 200/);
    socket.destroy();
  });

  test("a POST that asks for websocket, and a handshake without its key", async () => {
    const upstream = await startUpstream((request, response) => response.end(`<${request.method}>`));
    const gateway = await startGateway({ upstream: upstream.url });
    for (const head of ["POST / HTTP/1.1\r\nHost: g\r\nContent-Length: 0\r\n", "GET / HTTP/1.1\r\nHost: g\r\n"]) {
      const socket = await dial(gateway.port);
      socket.write(`${head}Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
      expect(await readUntil(socket, /<(POST|GET)>/)).toMatch(/^HTTP\/1\.1 200/);
      socket.destroy();
    }
  });
});
