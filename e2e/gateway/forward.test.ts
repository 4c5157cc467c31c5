// Promises of forwarding: bytes and lines unchanged both ways, bounded memory, and a clear answer for whatever breaks.
import { createHmac, randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { type ClientRequest, request as httpRequest, type IncomingMessage, type RequestOptions } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { closeAll, type GatewayUnderTest, REQUEST_ID, signal, startGateway, startUpstream } from "./gateway-fixture";

const MEBIBYTE = 1024 * 1024;

afterEach(closeAll);

interface DocumentedCheck {
  isFromKeyfuse(request: { method: string; url: string; headers: Record<string, string> }, secret: string): boolean;
}

/** The code that the documentation gives to upstreams, as it stands there. */
async function documentedCheck(): Promise<DocumentedCheck> {
  const page = await readFile(new URL("../../docs/caller-headers.md", import.meta.url), "utf8");
  const code = /```js\n([\s\S]*?)```/.exec(page)?.[1] ?? "";
  return import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`);
}

interface Received {
  readonly status: number;
  readonly rawHeaders: readonly string[];
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

function begin(gateway: GatewayUnderTest, path: string, options: RequestOptions = {}): ClientRequest {
  return httpRequest({ host: "127.0.0.1", port: gateway.port, path, agent: false, ...options });
}

async function finish(request: ClientRequest): Promise<Received> {
  const [response] = (await once(request, "response")) as [IncomingMessage];
  const pieces: Buffer[] = [];
  for await (const piece of response) pieces.push(piece);
  return { status: response.statusCode ?? 0, rawHeaders: response.rawHeaders, headers: response.headers, body: Buffer.concat(pieces) };
}

async function call(gateway: GatewayUnderTest, path: string, options: RequestOptions = {}, body?: string | Buffer): Promise<Received> {
  return finish(begin(gateway, path, options).end(body));
}

describe("unchanged both ways", () => {
  test("method, raw target, repeated lines and body reach the upstream as they were sent", async () => {
    const seen: { method?: string; url?: string; lines: string[]; body: string }[] = [];
    const upstream = await startUpstream(async (request, response) => {
      let body = "";
      for await (const piece of request) body += piece;
      seen.push({ method: request.method ?? "", url: request.url ?? "", lines: request.rawHeaders, body });
      response.end("ok");
    });
    const gateway = await startGateway({ upstream: `${upstream.url}/base/` });
    const target = "/a%2Fb/c;v=1@x:!$&'()*+,=~?q=%20a+b&q=%2f&empty";
    await call(gateway, target, { method: "PATCH", headers: { "X-List": ["b", "a"], "content-type": "text/plain" } }, "héllo");
    expect(seen[0]?.method).toBe("PATCH");
    expect(seen[0]?.url).toBe(`/base${target}`);
    expect(seen[0]?.body).toBe("héllo");
    const lines = seen[0]?.lines ?? [];
    expect(lines.filter((_, index) => lines[index - 1]?.toLowerCase() === "x-list")).toEqual(["b", "a"]);
    expect(lines.filter((_, index) => lines[index - 1]?.toLowerCase() === "content-length")).toEqual(["6"]);
  });

  test("a question mark with nothing behind it stays", async () => {
    const upstream = await startUpstream((request, response) => response.end(request.url));
    const gateway = await startGateway({ upstream: upstream.url });
    expect((await call(gateway, "/a?")).body.toString()).toBe("/a?");
    expect((await call(gateway, "/a")).body.toString()).toBe("/a");
  });

  test("a gzip body arrives byte for byte, with its encoding and length", async () => {
    const packed = gzipSync(randomBytes(200_000));
    const upstream = await startUpstream((_, response) => {
      response.writeHead(200, { "content-encoding": "gzip", "content-length": packed.length, etag: '"x"' });
      response.end(packed);
    });
    const gateway = await startGateway({ upstream: upstream.url });
    const answer = await call(gateway, "/");
    expect(answer.body.equals(packed)).toBe(true);
    expect(answer.headers).toMatchObject({ "content-encoding": "gzip", "content-length": String(packed.length), etag: '"x"' });
  });

  test("two Set-Cookie lines stay two, redirects are not followed, our id and rate headers win", async () => {
    const upstream = await startUpstream((_, response) => {
      response.writeHead(302, [
        "Set-Cookie",
        "a=1",
        "Set-Cookie",
        "b=2",
        "Location",
        "http://127.0.0.1:1/x",
        "X-Request-Id",
        "t",
        "RateLimit",
        "t",
      ]);
      response.end();
    });
    const gateway = await startGateway({ upstream: upstream.url, extraHeaders: [["ratelimit", '"minute";r=1;t=2']] });
    const answer = await call(gateway, "/");
    expect(answer.status).toBe(302);
    expect(answer.headers["set-cookie"]).toEqual(["a=1", "b=2"]);
    expect(answer.headers).toMatchObject({ location: "http://127.0.0.1:1/x", "x-request-id": REQUEST_ID, ratelimit: '"minute";r=1;t=2' });
  });

  test.each([204, 304])("%i has no body", async (status) => {
    const upstream = await startUpstream((_, response) => response.writeHead(status).end());
    const gateway = await startGateway({ upstream: upstream.url });
    expect(await call(gateway, "/")).toMatchObject({ status, body: Buffer.alloc(0) });
  });

  test("HEAD keeps the length and has no body", async () => {
    const upstream = await startUpstream((_, response) => response.writeHead(200, { "content-length": 1234 }).end());
    const gateway = await startGateway({ upstream: upstream.url });
    const answer = await call(gateway, "/", { method: "HEAD" });
    expect(answer.headers["content-length"]).toBe("1234");
    expect(answer.body.length).toBe(0);
  });

  test("an early hint of the upstream is no answer", async () => {
    const upstream = await startUpstream((_, response) => {
      response.writeEarlyHints({ link: "</a.css>; rel=preload" });
      response.end("late");
    });
    const gateway = await startGateway({ upstream: upstream.url });
    expect(await call(gateway, "/")).toMatchObject({ status: 200, body: Buffer.from("late") });
  });
});

describe("what the upstream learns", () => {
  test("who calls, signed so that it can be believed; nothing of the credential", async () => {
    const upstream = await startUpstream((request, response) =>
      response.end(JSON.stringify({ url: request.url, headers: request.headers })),
    );
    const gateway = await startGateway({
      upstream: `${upstream.url}/base`,
      upstreams: { signingSecret: () => "signing secret", upstreamHeaders: () => [["X-Upstream-Token", "t0ken"]] },
    });
    const headers = {
      authorization: "Bearer s3cret",
      "x-keyfuse-key-id": "forged",
      "x-forwarded-for": "1.2.3.4",
      "x-upstream-token": "mine",
    };
    const answer = await call(gateway, "/v1/generate?x=1", { method: "DELETE", headers });
    const seen = JSON.parse(answer.body.toString()).headers;
    expect(JSON.stringify(seen)).not.toMatch(/s3cret|forged|1\.2\.3\.4|mine/);
    expect(seen).toMatchObject({
      "x-keyfuse-key-id": "key_0000000001",
      "x-keyfuse-subject": "key_0000000001",
      "x-keyfuse-scope": "read",
      "x-forwarded-for": "127.0.0.1",
      "x-forwarded-proto": "http",
      "x-forwarded-host": `127.0.0.1:${gateway.port}`,
      "x-upstream-token": "t0ken",
      "x-request-id": REQUEST_ID,
      host: `127.0.0.1:${upstream.port}`,
    });
    const [, atSeconds, mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(seen["x-keyfuse-signature"]) ?? [];
    const names = ["x-keyfuse-key-id", "x-keyfuse-tenant", "x-keyfuse-subject", "x-keyfuse-scope"];
    const text = `${atSeconds}.DELETE./base/v1/generate.${names.map((name) => `\n${name}:${seen[name] ?? ""}`).join("")}`;
    expect(mac).toBe(createHmac("sha256", "signing secret").update(text).digest("hex"));
    expect(Math.abs(Number(atSeconds) - Date.now() / 1000)).toBeLessThan(5);

    const { isFromKeyfuse } = await documentedCheck();
    const received = { method: "DELETE", url: "/base/v1/generate?x=1", headers: seen };
    expect(isFromKeyfuse(received, "signing secret")).toBe(true);
    expect(isFromKeyfuse(received, "another secret")).toBe(false);
    for (const name of [...names, "x-keyfuse-signature"]) {
      expect(isFromKeyfuse({ ...received, headers: { ...seen, [name]: `${seen[name] ?? ""}1` } }, "signing secret")).toBe(false);
    }
    expect(isFromKeyfuse({ ...received, method: "GET" }, "signing secret")).toBe(false);
    expect(isFromKeyfuse({ ...received, url: "/base/v1/admin" }, "signing secret")).toBe(false);
  });

  test("connection lines and the lines that Connection names do not pass, in either direction", async () => {
    const upstream = await startUpstream((request, response) => {
      response.writeHead(200, { connection: "close, x-hop-back", "x-hop-back": "1", "x-stays": "1" });
      response.end(JSON.stringify(request.headers));
    });
    const gateway = await startGateway({ upstream: upstream.url });
    const headers = { connection: "close, X-Hop", "x-hop": "1", te: "trailers", "proxy-connection": "close", "x-stays": "1" };
    const answer = await call(gateway, "/", { headers });
    const seen = JSON.parse(answer.body.toString());
    expect(seen).not.toHaveProperty("x-hop");
    expect(seen).not.toHaveProperty("te");
    expect(seen).not.toHaveProperty("proxy-connection");
    expect(seen["x-stays"]).toBe("1");
    expect(answer.headers).not.toHaveProperty("x-hop-back");
    expect(answer.headers["x-stays"]).toBe("1");
  });
});

describe("streams", () => {
  test("a server-sent event arrives before the next is sent", async () => {
    let sendNext = () => {};
    const upstream = await startUpstream((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: 1\n\n");
      sendNext = () => response.end("data: 2\n\n");
    });
    const gateway = await startGateway({ upstream: upstream.url });
    const [response] = (await once(begin(gateway, "/").end(), "response")) as [IncomingMessage];
    const [first] = await once(response, "data");
    expect(String(first)).toBe("data: 1\n\n");
    sendNext();
    const [second] = await once(response, "data");
    expect(String(second)).toBe("data: 2\n\n");
  });

  test("a head without a body yet arrives at once", async () => {
    const upstream = await startUpstream((_, response) => response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders());
    const gateway = await startGateway({ upstream: upstream.url });
    const request = begin(gateway, "/").end();
    const [response] = (await once(request, "response")) as [IncomingMessage];
    expect(response.statusCode).toBe(200);
    request.destroy();
  });

  test("100 MiB up and down in bounded memory, nothing lost", async () => {
    const upstream = await startUpstream(async (request, response) => {
      response.writeHead(200);
      for await (const piece of request) if (!response.write(piece)) await once(response, "drain");
      response.end();
    });
    const gateway = await startGateway({ upstream: upstream.url });
    const before = process.memoryUsage().rss;
    let peak = before;
    const request = begin(gateway, "/", { method: "POST" });
    const piece = Buffer.alloc(MEBIBYTE, 7);
    const upload = (async () => {
      for (let sent = 0; sent < 100; sent++) if (!request.write(piece)) await once(request, "drain");
      request.end();
    })();
    const [response] = (await once(request, "response")) as [IncomingMessage];
    let bytes = 0;
    for await (const chunk of response) {
      bytes += chunk.length;
      peak = Math.max(peak, process.memoryUsage().rss);
    }
    await upload;
    expect(bytes).toBe(100 * MEBIBYTE);
    // Client, gateway and upstream share this process: a gateway that held the body would add 100 MiB at least.
    expect((peak - before) / MEBIBYTE).toBeLessThan(90);
  });

  test("a slow reader makes the gateway stop reading the upstream", async () => {
    let written = 0;
    const upstream = await startUpstream(async (_, response) => {
      const piece = Buffer.alloc(MEBIBYTE / 4);
      for (let count = 0; count < 800 && !response.destroyed; count++) {
        const hasRoom = response.write(piece);
        written += piece.length;
        if (!hasRoom) await once(response, "drain");
      }
      response.end();
    });
    const gateway = await startGateway({ upstream: upstream.url });
    const request = begin(gateway, "/").end();
    const [response] = (await once(request, "response")) as [IncomingMessage];
    response.pause();
    await sleep(700);
    const atRest = written;
    await sleep(500);
    expect(written).toBe(atRest);
    expect(written).toBeLessThan(32 * MEBIBYTE);
    request.destroy();
  });

  test("a slow upstream makes the gateway stop reading the client", async () => {
    let release = () => {};
    const upstream = await startUpstream((request, response) => {
      request.pause();
      release = () => request.resume().on("end", () => response.end("read"));
    });
    const gateway = await startGateway({ upstream: upstream.url });
    const request = begin(gateway, "/", { method: "POST" });
    request.on("error", () => {});
    let hasRoom = true;
    let written = 0;
    const piece = Buffer.alloc(MEBIBYTE / 4);
    const deadline = Date.now() + 5_000;
    while (Date.now() < deadline && written < 100 * MEBIBYTE) {
      hasRoom = request.write(piece);
      written += piece.length;
      if (!hasRoom && (await Promise.race([once(request, "drain").then(() => "drained"), sleep(700).then(() => "stuck")])) === "stuck")
        break;
    }
    expect(hasRoom).toBe(false);
    expect(written).toBeLessThan(32 * MEBIBYTE);
    release();
    request.end();
    expect((await finish(request)).body.toString()).toBe("read");
  });
});

describe("who leaves", () => {
  test.each(["before the head", "after the head"])("a client that leaves %s ends the upstream's call within a second", async (moment) => {
    const closed = signal<number>();
    const arrived = signal<void>();
    const upstream = await startUpstream((_, response) => {
      response.on("close", () => closed.resolve(Date.now()));
      if (moment === "after the head") response.write("first");
      arrived.resolve();
    });
    const gateway = await startGateway({ upstream: upstream.url });
    const request = begin(gateway, "/").end();
    request.on("error", () => {});
    if (moment === "after the head") await once(request, "response");
    else await arrived.promise;
    const leftAt = Date.now();
    request.destroy();
    expect((await closed.promise) - leftAt).toBeLessThan(1_000);
    expect(gateway.failures).toEqual([]);
  });

  test("a client that leaves in the middle of its upload ends the upstream's call", async () => {
    const closed = signal<boolean>();
    const arrived = signal<void>();
    const upstream = await startUpstream((request) => {
      request.once("data", () => arrived.resolve());
      request.on("close", () => closed.resolve(request.complete));
    });
    const gateway = await startGateway({ upstream: upstream.url });
    const request = begin(gateway, "/", { method: "POST" });
    request.on("error", () => {});
    request.write("half of");
    await arrived.promise;
    request.destroy();
    expect(await closed.promise).toBe(false);
    expect(gateway.failures).toEqual([]);
  });

  test("an upstream that answers before it read the upload is heard, and the connection serves the next request", async () => {
    const upstream = await startUpstream((_, response) => response.writeHead(403, { connection: "close" }).end("no thanks"));
    const gateway = await startGateway({ upstream: upstream.url });
    const request = begin(gateway, "/", { method: "POST", headers: { "content-length": 40 * MEBIBYTE } });
    request.on("error", () => {});
    request.write(Buffer.alloc(64 * 1024));
    expect(await finish(request)).toMatchObject({ status: 403, body: Buffer.from("no thanks") });
    request.destroy();
    expect((await call(gateway, "/")).status).toBe(403);
  });
});

describe("what breaks", () => {
  async function freePort(): Promise<number> {
    const server = createTcpServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }

  test.each(["GET", "POST"])("%s to an upstream that refuses the connection → 502 in the dialect", async (method) => {
    const gateway = await startGateway({ upstream: `http://127.0.0.1:${await freePort()}` });
    const answer = await call(gateway, "/", { method }, method === "POST" ? "body" : undefined);
    expect(answer.status).toBe(502);
    expect(JSON.parse(answer.body.toString())).toMatchObject({ success: false });
    expect(answer.headers["x-request-id"]).toBe(REQUEST_ID);
    expect(gateway.failures).toMatchObject([{ apiSlug: "echo", requestId: REQUEST_ID }]);
  });

  test("an upstream that resets before its head → 502", async () => {
    const upstream = await startUpstream((request) => request.socket.resetAndDestroy());
    const gateway = await startGateway({ upstream: upstream.url });
    expect((await call(gateway, "/")).status).toBe(502);
  });

  test("an upstream that speaks no HTTP → 502", async () => {
    const server = createTcpServer((socket) => socket.end("SSH-2.0-OpenSSH_9.2\r\n")).listen(0, "127.0.0.1");
    await once(server, "listening");
    const gateway = await startGateway({ upstream: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
    expect((await call(gateway, "/")).status).toBe(502);
    server.close();
  });

  test("a head later than the API allows → 504, and the upstream's call ends", async () => {
    const closed = signal<void>();
    const upstream = await startUpstream((_, response) => response.on("close", closed.resolve));
    const gateway = await startGateway({ upstream: upstream.url, settings: { upstreamTimeoutSeconds: 1 } });
    const startedAt = Date.now();
    expect((await call(gateway, "/")).status).toBe(504);
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(990);
    expect(Date.now() - startedAt).toBeLessThan(3_000);
    await closed.promise;
  });

  test("time that the client takes for its upload is not counted against the upstream", async () => {
    const upstream = await startUpstream((request, response) => request.resume().on("end", () => response.end("ok")));
    const gateway = await startGateway({ upstream: upstream.url, settings: { upstreamTimeoutSeconds: 1 } });
    const request = begin(gateway, "/", { method: "POST" });
    const answer = finish(request);
    for (let count = 0; count < 4; count++) {
      request.write("piece");
      await sleep(600);
    }
    request.end();
    expect((await answer).status).toBe(200);
  });

  test("an upstream that breaks off after its head breaks the client's connection: no torn answer looks whole", async () => {
    const upstream = await startUpstream((_, response) => {
      response.write("half of");
      setTimeout(() => response.destroy(), 50);
    });
    const gateway = await startGateway({ upstream: upstream.url });
    const [response] = (await once(begin(gateway, "/").end(), "response")) as [IncomingMessage];
    response.resume();
    await expect(once(response, "end")).rejects.toThrow();
    await expect.poll(() => gateway.ends).toMatchObject([{ aborted: true }]);
  });

  test("an answer that is shorter than it says, all in one packet, never looks whole", async () => {
    const server = createTcpServer((socket) => {
      socket.once("data", () => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const gateway = await startGateway({ upstream: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
    const outcome = await call(gateway, "/").then(
      (answer) => answer.status,
      () => "broken",
    );
    expect([502, "broken"]).toContain(outcome);
    server.close();
  });

  test.each(["10.255.255.1", "169.254.169.254", "[::1]", "localhost", "127.0.0.1"])(
    "%s is not connected to unless allowed → 502",
    async (host) => {
      let connections = 0;
      const upstream = await startUpstream((_, response) => response.end());
      upstream.server.on("connection", () => connections++);
      const gateway = await startGateway({ upstream: `http://${host}:${upstream.port}`, upstreams: { allowLoopback: false } });
      const startedAt = Date.now();
      expect((await call(gateway, "/")).status).toBe(502);
      expect(Date.now() - startedAt).toBeLessThan(2_000);
      expect(connections).toBe(0);
      expect(gateway.failures[0]?.error.message).toContain("no address that may be connected to");
    },
  );
});

describe("bodies over the API's limit", () => {
  async function limited(): Promise<{ gateway: GatewayUnderTest; received: () => number }> {
    let bytes = 0;
    const upstream = await startUpstream(async (request, response) => {
      try {
        for await (const piece of request) bytes += piece.length;
        response.end("ok");
      } catch {
        // The gateway broke the upload off, as it should.
      }
    });
    return { gateway: await startGateway({ upstream: upstream.url, settings: { maxBodyBytes: 100_000 } }), received: () => bytes };
  }

  test("with a length: 413 before the upstream hears of it", async () => {
    const { gateway, received } = await limited();
    const request = begin(gateway, "/", { method: "POST", headers: { "content-length": 100_001 } });
    request.on("error", () => {});
    request.flushHeaders();
    expect((await finish(request)).status).toBe(413);
    expect(received()).toBe(0);
  });

  test("with Expect: 100-continue: 413 without being asked to go on", async () => {
    const { gateway } = await limited();
    const request = begin(gateway, "/", { method: "POST", headers: { "content-length": 100_001, expect: "100-continue" } });
    let wasAsked = false;
    request.on("continue", () => {
      wasAsked = true;
    });
    request.flushHeaders();
    expect((await finish(request)).status).toBe(413);
    expect(wasAsked).toBe(false);
  });

  test("chunked: 413, and no more than the limit reaches the upstream", async () => {
    const { gateway, received } = await limited();
    const request = begin(gateway, "/", { method: "POST" });
    request.on("error", () => {});
    const answer = finish(request);
    for (let count = 0; count < 20; count++) request.write(Buffer.alloc(10_000));
    expect((await answer).status).toBe(413);
    expect(received()).toBeLessThanOrEqual(100_000);
    expect(gateway.failures).toEqual([]);
  });

  test("exactly the limit passes, with a length and chunked", async () => {
    const { gateway } = await limited();
    expect((await call(gateway, "/", { method: "POST" }, Buffer.alloc(100_000))).status).toBe(200);
    const request = begin(gateway, "/", { method: "POST", headers: { "transfer-encoding": "chunked" } });
    request.write(Buffer.alloc(50_000));
    expect((await finish(request.end(Buffer.alloc(50_000)))).status).toBe(200);
  });
});

test("Expect: 100-continue within the limit: asked to go on, then answered", async () => {
  const upstream = await startUpstream((request, response) => {
    expect(request.headers.expect).toBeUndefined();
    request.pipe(response);
  });
  const gateway = await startGateway({ upstream: upstream.url });
  const request = begin(gateway, "/", { method: "POST", headers: { "content-length": 5, expect: "100-continue" } });
  request.flushHeaders();
  await once(request, "continue");
  request.end("hello");
  expect((await finish(request)).body.toString()).toBe("hello");
});

test("500 requests one after another all arrive, over few connections to the upstream", async () => {
  let connections = 0;
  const upstream = await startUpstream((request, response) => request.pipe(response));
  upstream.server.on("connection", () => connections++);
  const gateway = await startGateway({ upstream: upstream.url });
  for (let count = 0; count < 500; count++) {
    const answer = await call(gateway, "/", { method: "POST" }, `n${count}`);
    expect(answer.body.toString()).toBe(`n${count}`);
  }
  expect(connections).toBeLessThan(5);
});
