import { Agent, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import net from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { type Api, type Catalogue, DEFAULT_SETTINGS, MANAGEMENT_SLUG, SERVICE_SLUG } from "@/lib/core/catalogue";
import { DIALECTS } from "@/lib/core/dialects";
import { type Answer, jsonAnswer, type RawRequest } from "@/lib/core/http";
import type { RequestContext } from "@/lib/core/published";
import { createLog } from "@/lib/runtime/log";
import { createContexts } from "./contexts";
import { createFrontDoor, type FrontDoor } from "./front-door";
import type { GateUpgrade } from "./upgrades";

function api(slug: string, dialect: string, overrides: Partial<Api> = {}): Api {
  return {
    id: slug,
    slug,
    name: slug,
    dialect: DIALECTS[dialect]!,
    upstream: "sample",
    hosts: [],
    endpoints: [],
    plans: {},
    settings: DEFAULT_SETTINGS,
    holdsForeignSecrets: false,
    ...overrides,
  };
}

const CATALOGUE: Catalogue = {
  version: 1,
  apis: [
    api(MANAGEMENT_SLUG, "fusionauth", { upstream: null, endpoints: [{ path: "/api/user", methods: ["GET"], permission: null, cost: 1 }] }),
    api(SERVICE_SLUG, "keyfuse-service", { upstream: null }),
    api("payments", "cryptofuse", { hosts: ["api.cryptofuse.test"] }),
    api("models", "infuzu"),
  ],
};

/** The gate's place is taken by a function over the same plain values; it says what it was given. */
async function describeRequest(request: RawRequest, context: RequestContext): Promise<Answer> {
  let bodyBytes = 0;
  for await (const chunk of request.body()) bodyBytes += chunk.length;
  const names = request.headers.map(([name]) => name.toLowerCase());
  return jsonAnswer(200, {
    by: "gate",
    method: request.method,
    target: request.target,
    api: context.api,
    path: context.path,
    peer: request.peer,
    scheme: request.scheme,
    names,
    bodyBytes,
  });
}

interface House {
  readonly port: number;
  readonly door: FrontDoor;
  readonly refusals: string[];
  readonly logged: () => string;
}

const open: FrontDoor[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((door) => door.stop(100)));
});

async function house(
  options: {
    answer?: (request: RawRequest, context: RequestContext) => Promise<Answer> | Answer;
    hotPaths?: "front" | "next";
    isReady?: () => Promise<boolean>;
    trustedProxies?: { network: readonly number[]; prefixLength: number }[];
    gateUpgrade?: GateUpgrade;
    next?: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  } = {},
): Promise<House> {
  const contexts = createContexts();
  const refusals: string[] = [];
  let logged = "";
  const log = createLog("info", (text) => {
    logged += text;
  });
  const describeNext = async (request: IncomingMessage, response: ServerResponse) => {
    const id = request.headers["x-keyfuse-context"];
    const body = JSON.stringify({
      by: "next",
      url: request.url,
      headers: request.headers,
      raw: request.rawHeaders,
      context: typeof id === "string" ? contexts.find(id) : null,
    });
    response.writeHead(200, { "content-type": "application/json" });
    response.end(body);
  };
  const door = createFrontDoor(
    { tls: null, instanceHosts: new Set(["keys.example.com"]), trustedProxies: options.trustedProxies ?? [] },
    {
      published: {
        catalogue: () => CATALOGUE,
        recordRefusal: (requestId, slug, code) => refusals.push(`${requestId.slice(0, 4)} ${slug} ${code}`),
        context: contexts.find,
        supportUrl: null,
        gate: { answer: options.answer ?? describeRequest },
      },
      next: { answer: options.next ?? describeNext, upgrade: () => false },
      contexts,
      hotPaths: options.hotPaths ?? "front",
      isReady: options.isReady ?? (async () => true),
      log,
    },
    options.gateUpgrade ?? null,
  );
  open.push(door);
  const { port } = await door.listen(0, "127.0.0.1");
  return {
    port,
    door,
    refusals,
    logged: () => {
      log.flush();
      return logged;
    },
  };
}

/** Writes the pieces to one connection and returns everything that came back until it closed or fell silent. */
async function exchange(port: number, pieces: readonly string[], silentMs = 400): Promise<string> {
  const socket = net.connect(port, "127.0.0.1");
  let text = "";
  socket.setEncoding("latin1");
  const over = new Promise<void>((resolve) => {
    let timer = setTimeout(resolve, silentMs * 5);
    socket.on("data", (chunk: string) => {
      text += chunk;
      clearTimeout(timer);
      timer = setTimeout(resolve, silentMs);
    });
    socket.on("close", resolve);
    socket.on("error", resolve);
  });
  for (const piece of pieces) {
    socket.write(piece, "latin1");
    if (pieces.length > 1) await wait(20);
  }
  await over;
  socket.destroy();
  return text;
}

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly json: Record<string, unknown> | null;
}

function parseReply(text: string): Reply {
  const [head = "", body = ""] = text.split(/\r\n\r\n([\s\S]*)/);
  const [statusLine = "", ...lines] = head.split("\r\n");
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]),
  );
  const isJson = headers["content-type"]?.startsWith("application/json") && headers["transfer-encoding"] === undefined && body !== "";
  return { status: Number(statusLine.split(" ")[1]), headers, body, json: isJson ? (JSON.parse(body) as Record<string, unknown>) : null };
}

async function ask(port: number, lines: readonly string[], body = ""): Promise<Reply> {
  return parseReply(await exchange(port, [`${lines.join("\r\n")}\r\nConnection: close\r\n\r\n${body}`]));
}

const LOCAL = "Host: localhost";

describe("what reaches the gate", () => {
  test.each([
    [
      "GET /gateway/payments/v0/payments?x=1 HTTP/1.1",
      LOCAL,
      { api: "payments", path: "/v0/payments", target: "/gateway/payments/v0/payments?x=1" },
    ],
    ["GET /v0/payments HTTP/1.1", "Host: api.cryptofuse.test:8080", { api: "payments", path: "/v0/payments", target: "/v0/payments" }],
    ["GET /v1/verify HTTP/1.1", LOCAL, { api: "service", path: "/v1/verify" }],
    ["GET /api/user HTTP/1.1", LOCAL, { api: "management", path: "/api/user" }],
    ["PROPFIND /api/user HTTP/1.1", LOCAL, { api: "management", path: "/api/user", method: "PROPFIND" }],
  ])("%s (%s)", async (line, host, expected) => {
    const { port } = await house();
    const reply = await ask(port, [line, host]);
    expect(reply.status).toBe(200);
    expect(reply.json).toMatchObject({ by: "gate", peer: "127.0.0.1", scheme: "http", ...expected });
    expect(reply.headers["x-request-id"]).toMatch(/^req_\d{22}$/);
  });

  test("a body, its length known or in chunks, arrives whole", async () => {
    const { port } = await house();
    const known = await ask(port, ["POST /v1/verify HTTP/1.1", LOCAL, "Content-Length: 5"], "hello");
    const chunked = await ask(port, ["POST /v1/verify HTTP/1.1", LOCAL, "Transfer-Encoding: chunked"], "5\r\nhello\r\n0\r\n\r\n");
    expect([known.json?.bodyBytes, chunked.json?.bodyBytes]).toEqual([5, 5]);
  });

  test("a client's x-keyfuse-* and x-middleware-* do not", async () => {
    const { port } = await house();
    const reply = await ask(port, [
      "GET /gateway/models/x HTTP/1.1",
      LOCAL,
      "X-Keyfuse-Key-Id: key_1",
      "x-middleware-subrequest: proxy",
      "X-Kept: 1",
    ]);
    expect(reply.json?.names).toEqual(["host", "x-kept", "connection"]);
  });

  test("a trusted proxy's word on its client counts, a stranger's does not", async () => {
    const lines = ["GET /gateway/models/x HTTP/1.1", LOCAL, "X-Forwarded-For: 203.0.113.7", "X-Forwarded-Proto: https"];
    const believed = await house({ trustedProxies: [{ network: [0x7f000001], prefixLength: 32 }] });
    expect((await ask(believed.port, lines)).json).toMatchObject({ peer: "203.0.113.7", scheme: "https" });
    const unbelieved = await house();
    expect((await ask(unbelieved.port, lines)).json).toMatchObject({ peer: "127.0.0.1", scheme: "http" });
  });
});

describe("what is refused before the gate, in the words of the API", () => {
  const twoKeys = ["X-API-Key: a", "x-api-key: a"];
  test.each<[string, string[], number, string]>([
    ["two lines of a key header", ["GET /gateway/payments/v0/payments HTTP/1.1", LOCAL, ...twoKeys], 400, "payments several"],
    ["two lines on the API's own host", ["GET /v0/payments HTTP/1.1", "Host: api.cryptofuse.test", ...twoKeys], 400, "payments several"],
    ["two Authorization lines", ["GET /api/user HTTP/1.1", LOCAL, "Authorization: a", "Authorization: b"], 400, "management several"],
    ["an encoded slash", ["GET /gateway/payments/a%2fb HTTP/1.1", LOCAL], 400, "payments bad_request"],
    ["an absolute-form target", ["GET http://localhost/gateway/payments/v0 HTTP/1.1", LOCAL], 400, "payments bad_request"],
    ["TRACE", ["TRACE /gateway/payments/v0 HTTP/1.1", LOCAL], 400, "payments bad_request"],
    ["OPTIONS *", ["OPTIONS * HTTP/1.1", "Host: api.cryptofuse.test"], 400, "payments bad_request"],
    ["CONNECT", ["CONNECT example.com:443 HTTP/1.1", "Host: api.cryptofuse.test"], 400, "payments bad_request"],
    ["a 16 KB header", ["GET /gateway/payments/v0 HTTP/1.1", LOCAL, `X-Long: ${"a".repeat(16_384)}`], 400, "payments bad_request"],
    [
      "a WebSocket handshake where none is served",
      ["GET /gateway/payments/v0 HTTP/1.1", LOCAL, "Upgrade: websocket"],
      501,
      "payments not_implemented",
    ],
  ])("%s", async (_, lines, status, refusal) => {
    const { port, refusals } = await house({ answer: () => Promise.reject(new Error("must not be asked")) });
    const reply = await ask(port, lines);
    expect(reply.status).toBe(status);
    expect(refusals).toEqual([`req_ ${refusal}`]);
    expect(reply.headers["content-type"]).toBe("application/json");
    if (refusal.startsWith("payments")) expect(reply.json?.request_id).toBe(reply.headers["x-request-id"]);
    else expect(reply.json).toHaveProperty("generalErrors");
  });

  test.each<[string, string[], number]>([
    ["a bad path outside any API", ["GET /a%2fb HTTP/1.1", LOCAL], 400],
    ["OPTIONS * to the instance", ["OPTIONS * HTTP/1.1", LOCAL], 400],
    ["an API that does not exist", ["GET /gateway/nothing/x HTTP/1.1", LOCAL], 404],
    ["a foreign host", ["GET / HTTP/1.1", "Host: evil.example"], 421],
    ["no host", ["GET / HTTP/1.0"], 421],
    ["two hosts", ["GET / HTTP/1.1", LOCAL, LOCAL], 421],
  ])("%s: Keyfuse's own words", async (_, lines, status) => {
    const { port } = await house();
    const reply = await ask(port, lines);
    expect(reply.status).toBe(status);
    expect(reply.json).toHaveProperty("error.code");
    expect(reply.headers["x-request-id"]).toMatch(/^req_/);
  });
});

describe("what Node's parser refuses is answered too", () => {
  test.each<[string, string, number]>([
    ["garbage", "hello\r\n\r\n", 400],
    ["a header beyond 64 KiB", `GET / HTTP/1.1\r\n${LOCAL}\r\nX-Long: ${"a".repeat(70_000)}\r\n\r\n`, 431],
    ["a bad chunk size", `POST /gateway/models/x HTTP/1.1\r\n${LOCAL}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`, 400],
    ["two lengths", `POST / HTTP/1.1\r\n${LOCAL}\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na`, 400],
    ["length and chunks at once", `POST / HTTP/1.1\r\n${LOCAL}\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, 400],
    ["no host in HTTP/1.1", "GET / HTTP/1.1\r\n\r\n", 400],
  ])("%s", async (_, text, status) => {
    const { port } = await house();
    expect(parseReply(await exchange(port, [text])).status).toBe(status);
  });
});

describe("upgrades", () => {
  test.each([
    ["h2c", "Upgrade, HTTP2-Settings"],
    ["h2c", "close"],
    ["foo", "Upgrade"],
    ["h2c, websocket", "Upgrade"],
  ])("Upgrade: %s with Connection: %s is ignored, body and all", async (protocol, connection) => {
    const { port } = await house();
    const lines = [
      "POST /gateway/models/x HTTP/1.1",
      LOCAL,
      `Upgrade: ${protocol}`,
      `Connection: ${connection}`,
      "HTTP2-Settings: AAMAAABkAAQAAP__",
      "Content-Length: 5",
    ];
    const reply = parseReply(await exchange(port, [`${lines.join("\r\n")}\r\n\r\nhello`]));
    expect(reply.json).toMatchObject({ by: "gate", bodyBytes: 5 });
  });

  test("a body that comes later is served all the same", async () => {
    const { port } = await house();
    const lines = ["POST /gateway/models/x HTTP/1.1", LOCAL, "Upgrade: h2c", "Connection: Upgrade, close", "Transfer-Encoding: chunked"];
    const text = await exchange(port, [`${lines.join("\r\n")}\r\n\r\n`, "5\r\nhello\r\n", "0\r\n\r\n"]);
    expect(parseReply(text).json).toMatchObject({ by: "gate", bodyBytes: 5 });
  });

  test("a refused credential pair stays refused under Upgrade: h2c", async () => {
    const { port } = await house();
    const reply = await ask(port, [
      "GET /gateway/payments/v0 HTTP/1.1",
      LOCAL,
      "Upgrade: h2c",
      "Connection: Upgrade",
      "X-API-Key: a",
      "X-API-Key: b",
    ]);
    expect(reply.status).toBe(400);
  });

  test("the connection serves further requests", async () => {
    const { port } = await house();
    const head = `GET /gateway/models/x HTTP/1.1\r\n${LOCAL}\r\n`;
    const text = await exchange(port, [`${head}Upgrade: h2c\r\nConnection: Upgrade\r\n\r\n`, `${head}\r\n`]);
    expect(text.match(/HTTP\/1\.1 200/g)).toHaveLength(2);
  });

  test("a handshake to an API goes to the gate with its socket", async () => {
    const { port } = await house({
      gateUpgrade: async (request, context, socket) => {
        socket.end(`HTTP/1.1 101 Switching Protocols\r\n\r\n${request.target} ${context.api}`);
      },
    });
    const lines = [LOCAL, "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="];
    const text = await exchange(port, [`GET /gateway/models/ws HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`]);
    expect(text).toContain("/gateway/models/ws models");
    const refused = await exchange(port, [
      `GET /gateway/models/ws HTTP/1.1\r\n${lines.join("\r\n")}\r\nInfuzu-API-Key: a\r\nInfuzu-API-Key: b\r\n\r\n`,
    ]);
    expect(parseReply(refused).status).toBe(400);
    const elsewhere = await exchange(port, [`GET /ws HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`]);
    expect(parseReply(elsewhere).status).toBe(501);
  });
});

describe("what goes to Next", () => {
  test("goes with a context that nobody can guess, and without the client's word on itself", async () => {
    const { port } = await house({ hotPaths: "next" });
    const reply = parseReply(
      dechunk(
        await exchange(port, [
          `GET /api/user?id=1 HTTP/1.1\r\n${LOCAL}\r\nX-Keyfuse-Context: 1\r\nX-Middleware-Next: 1\r\nX-Forwarded-For: 10.0.0.1\r\nForwarded: for=10.0.0.1\r\nAuthorization: k\r\nConnection: close\r\n\r\n`,
        ]),
      ),
    );
    const seen = JSON.parse(reply.body) as { headers: Record<string, string>; raw: string[]; context: RequestContext; url: string };
    expect(reply.headers["x-request-id"]).toBe(seen.context.requestId);
    expect(seen.url).toBe("/api/user?id=1");
    expect(seen.context).toMatchObject({ api: "management", path: "/api/user", peer: "127.0.0.1", hasRawCase: true });
    expect(seen.headers["x-keyfuse-context"]).toMatch(/^[0-9a-f]{32}$/);
    expect(seen.headers).toMatchObject({
      "x-forwarded-for": "127.0.0.1",
      "x-forwarded-host": "localhost",
      "x-forwarded-proto": "http",
      authorization: "k",
    });
    for (const name of ["x-middleware-next", "forwarded"]) {
      expect(seen.headers).not.toHaveProperty(name);
      expect(seen.raw.map((text) => text.toLowerCase())).not.toContain(name);
    }
    expect(seen.raw).not.toContain("10.0.0.1");
  });

  test.each(["DELETE /api/user", "GET /api/user/", "GET /api/nothing"])(
    "%s is in no route file, and goes to the catch-all",
    async (line) => {
      const { port } = await house({ hotPaths: "next" });
      const text = await exchange(port, [`${line} HTTP/1.1\r\n${LOCAL}\r\nConnection: close\r\n\r\n`]);
      expect(text).toContain('"url":"/api/-"');
    },
  );

  test("sign-in never reads an Authorization header", async () => {
    const { port } = await house();
    const text = await exchange(port, [
      `GET /api/auth/session HTTP/1.1\r\n${LOCAL}\r\nAuthorization: Bearer x\r\nConnection: close\r\n\r\n`,
    ]);
    expect(text).toContain('"by":"next"');
    expect(text.toLowerCase()).not.toContain("authorization");
  });

  test("the context is forgotten when the answer has left", async () => {
    let id = "";
    let find: (id: string) => unknown = () => "unset";
    const { port } = await house({
      next: async (request, response) => {
        id = String(request.headers["x-keyfuse-context"]);
        response.end("ok");
      },
    });
    const text = await exchange(port, [`GET / HTTP/1.1\r\n${LOCAL}\r\nConnection: close\r\n\r\n`]);
    expect(text).toContain("200");
    const contexts = createContexts();
    const kept = contexts.open({ requestId: "r", peer: "p", scheme: "http", isLocal: true, api: null, path: "/", hasRawCase: false });
    find = contexts.find;
    contexts.close(kept);
    expect(find(kept)).toBeNull();
    expect(id).toMatch(/^[0-9a-f]{32}$/);
  });

  test("hot paths go there too when a test asks for it, under the path of their route file", async () => {
    const { port } = await house({ hotPaths: "next" });
    const text = await exchange(port, ["GET /v0/payments?a=1 HTTP/1.1\r\nHost: api.cryptofuse.test\r\nConnection: close\r\n\r\n"]);
    expect(text).toContain('"url":"/gateway/payments"');
    expect(text).toContain('"path":"/v0/payments","hasRawCase":true,"head":{"target":"/v0/payments?a=1"');
  });

  test("a fault there is 503, and after the head a broken connection", async () => {
    const early = await house({ next: () => Promise.reject(new Error("no")) });
    expect((await ask(early.port, ["GET / HTTP/1.1", LOCAL])).status).toBe(503);
    const late = await house({
      next: async (_, response) => {
        response.writeHead(200, { "content-length": "100" });
        response.write("half");
        await wait(20);
        throw new Error("no");
      },
    });
    const text = await exchange(late.port, [`GET / HTTP/1.1\r\n${LOCAL}\r\n\r\n`]);
    expect(text).toMatch(/half$/);
    expect(late.logged()).toContain("front-door");
  });
});

function dechunk(text: string): string {
  const [head = "", body = ""] = text.split(/\r\n\r\n([\s\S]*)/);
  if (!/transfer-encoding: chunked/i.test(head)) return text;
  return `${head}\r\n\r\n${body.replace(/^[0-9a-f]+\r\n/i, "").replace(/\r\n0\r\n\r\n$/, "")}`;
}

describe("answers", () => {
  test.each<[string, Answer, string, number, string | undefined]>([
    ["bytes", { status: 200, headers: [], body: Buffer.from("hello") }, "GET", 5, "5"],
    ["no body", { status: 401, headers: [], body: null }, "GET", 0, "0"],
    ["204", { status: 204, headers: [], body: null }, "GET", 0, undefined],
    ["304 with bytes", { status: 304, headers: [], body: Buffer.from("x") }, "GET", 0, undefined],
    ["HEAD with bytes", { status: 200, headers: [], body: Buffer.from("hello") }, "HEAD", 0, "5"],
    ["HEAD with a length of the upstream's", { status: 200, headers: [["content-length", "12"]], body: null }, "HEAD", 0, "12"],
  ])("%s", async (_, answer, method, bodyLength, contentLength) => {
    const ends: unknown[] = [];
    const { port } = await house({ answer: () => ({ ...answer, onEnd: (end) => ends.push(end) }) });
    const reply = await ask(port, [`${method} /gateway/models/x HTTP/1.1`, LOCAL]);
    expect(reply.status).toBe(answer.status);
    expect(reply.body).toHaveLength(bodyLength);
    expect(reply.headers["content-length"]).toBe(contentLength);
    expect(ends).toEqual([{ sentBytes: bodyLength, aborted: false }]);
  });

  test("repeated header lines stay repeated, and an id that the answer has stays alone", async () => {
    const headers = [
      ["Set-Cookie", "a=1"],
      ["Set-Cookie", "b=2"],
      ["X-Request-Id", "req_1"],
    ] as const;
    const { port } = await house({ answer: () => ({ status: 200, headers, body: null }) });
    const text = await exchange(port, [`GET /gateway/models/x HTTP/1.1\r\n${LOCAL}\r\nConnection: close\r\n\r\n`]);
    expect(text.match(/set-cookie/gi)).toHaveLength(2);
    expect(text.match(/x-request-id/gi)).toHaveLength(1);
  });

  test("the head of a stream leaves before its first chunk", async () => {
    let finish: () => void = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const ends: unknown[] = [];
    const { port } = await house({
      answer: () => ({
        status: 200,
        headers: [["content-type", "text/event-stream"]],
        body: (async function* () {
          await finished;
          yield Buffer.from("data: 1\n\n");
        })(),
        onEnd: (end) => ends.push(end),
      }),
    });
    const socket = net.connect(port, "127.0.0.1");
    socket.write(`GET /gateway/models/x HTTP/1.1\r\n${LOCAL}\r\nConnection: close\r\n\r\n`);
    const [head] = (await new Promise<Buffer[]>((resolve) => socket.once("data", (chunk) => resolve([chunk])))) as [Buffer];
    expect(head.toString()).toContain("200 OK");
    expect(head.toString()).not.toContain("data:");
    finish();
    await new Promise((resolve) => socket.once("close", resolve));
    expect(ends).toEqual([{ sentBytes: 9, aborted: false }]);
  });

  test("a stream that fails after the head breaks the connection", async () => {
    const ends: { aborted: boolean }[] = [];
    const { port } = await house({
      answer: () => ({
        status: 200,
        headers: [],
        body: (async function* () {
          yield Buffer.from("half");
          await wait(10);
          throw new Error("upstream went away");
        })(),
        onEnd: (end) => ends.push(end),
      }),
    });
    const text = await exchange(port, [`GET /gateway/models/x HTTP/1.1\r\n${LOCAL}\r\n\r\n`]);
    expect(text).toContain("half");
    expect(text).not.toMatch(/0\r\n\r\n$/);
    await wait(20);
    expect(ends).toMatchObject([{ aborted: true }]);
  });

  test("a client that leaves aborts the request's signal, and ends the answer once", async () => {
    let aborted: () => void = () => {};
    const abortion = new Promise<void>((resolve) => {
      aborted = resolve;
    });
    const ends: unknown[] = [];
    const { port } = await house({
      answer: (request) => {
        request.signal.addEventListener("abort", aborted);
        const silence = new Promise<void>((resolve) => request.signal.addEventListener("abort", () => resolve()));
        return {
          status: 200,
          headers: [],
          body: (async function* () {
            yield Buffer.from("1");
            await silence;
            throw new Error("client left");
          })(),
          onEnd: (end) => ends.push(end),
        };
      },
    });
    const socket = net.connect(port, "127.0.0.1");
    socket.write(`GET /gateway/models/x HTTP/1.1\r\n${LOCAL}\r\n\r\n`);
    await new Promise((resolve) => socket.once("data", resolve));
    socket.destroy();
    await abortion;
    await wait(20);
    expect(ends).toEqual([{ sentBytes: 1, aborted: true }]);
  });

  test("an early answer to a large body leaves, and the connection lives on", async () => {
    const { port } = await house({
      answer: async (request) => {
        for await (const _ of request.body()) break;
        return jsonAnswer(413, { error: "too large" });
      },
    });
    const statuses = await new Promise<number[]>((resolve, reject) => {
      const seen: number[] = [];
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const post = () => {
        const request = httpRequest(
          { port, agent, method: "POST", path: "/gateway/models/x", headers: { host: "localhost" } },
          (response) => {
            seen.push(response.statusCode ?? 0);
            response.resume().on("end", () => {
              if (seen.length < 2) post();
              else {
                agent.destroy();
                resolve(seen);
              }
            });
          },
        );
        request.on("error", reject);
        request.end(Buffer.alloc(8 * 1024 * 1024));
      };
      post();
    });
    expect(statuses).toEqual([413, 413]);
  });

  test("100 Continue is said only when the body is read", async () => {
    const head = ["POST /gateway/models/x HTTP/1.1", LOCAL, "Content-Length: 5", "Expect: 100-continue", "Connection: close"].join("\r\n");
    const reading = await house();
    expect(await exchange(reading.port, [`${head}\r\n\r\n`, "hello"])).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200/);
    const refusing = await house({ answer: () => jsonAnswer(401, {}) });
    expect(await exchange(refusing.port, [`${head}\r\n\r\n`])).toMatch(/^HTTP\/1\.1 401/);
  });
});

describe("health", () => {
  test.each<[string, boolean, number]>([
    ["/healthz", false, 200],
    ["/readyz", true, 200],
    ["/readyz", false, 503],
  ])("%s while ready is %s → %d, under any host", async (path, ready, status) => {
    const { port } = await house({ isReady: async () => ready });
    expect((await ask(port, [`GET ${path} HTTP/1.1`, "Host: 10.1.2.3"])).status).toBe(status);
  });
  test("on an API's own host these paths are the API's", async () => {
    const { port } = await house();
    expect((await ask(port, ["GET /healthz HTTP/1.1", "Host: api.cryptofuse.test"])).json).toMatchObject({ by: "gate" });
  });
  test("a database that cannot be asked is not ready", async () => {
    const { port } = await house({ isReady: () => Promise.reject(new Error("away")) });
    expect((await ask(port, ["GET /readyz HTTP/1.1", LOCAL])).status).toBe(503);
  });
});

describe("stopping", () => {
  test("lets a request in flight finish, and refuses new connections", async () => {
    const { port, door } = await house({
      answer: async () => {
        await wait(200);
        return jsonAnswer(200, { done: true });
      },
    });
    const inFlight = exchange(port, [`GET /gateway/models/x HTTP/1.1\r\n${LOCAL}\r\n\r\n`]);
    await wait(50);
    const stopped = door.stop(5_000);
    await expect(
      new Promise((resolve, reject) => net.connect(port, "127.0.0.1").once("connect", resolve).once("error", reject)),
    ).rejects.toMatchObject({
      code: "ECONNREFUSED",
    });
    await stopped;
    expect(await inFlight).toContain('{"done":true}');
  });

  test("cuts off what outlasts the limit", async () => {
    const { port, door } = await house({ answer: () => new Promise(() => {}) });
    const hanging = exchange(port, [`GET /gateway/models/x HTTP/1.1\r\n${LOCAL}\r\n\r\n`]);
    await wait(50);
    const startedMs = performance.now();
    await door.stop(200);
    expect(performance.now() - startedMs).toBeLessThan(1_000);
    expect(await hanging).toBe("");
  });
});

test("the access log names the request by id, and holds nothing the client sent", async () => {
  const { port, logged } = await house();
  const reply = await ask(port, ["GET /gateway/models/path-secret?api_key=query-secret HTTP/1.1", LOCAL, "Infuzu-API-Key: header-secret"]);
  await ask(port, ["BREW /gateway/models/x HTTP/1.1", LOCAL]);
  await wait(20);
  const text = logged();
  expect(text).toContain(`"requestId":"${reply.headers["x-request-id"]}"`);
  expect(text).toContain('"to":"models"');
  expect(text).not.toContain("secret");
});
