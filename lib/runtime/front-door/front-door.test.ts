import net from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { jsonAnswer } from "@/lib/core/http";
import { ask, exchange, LOCAL, openDoor, parseReply } from "./door-under-test";

describe("what reaches the gate", () => {
  test.each([
    [
      "GET /gateway/payments/v0/payments?x=1 HTTP/1.1",
      LOCAL,
      { api: "payments", path: "/v0/payments", target: "/gateway/payments/v0/payments?x=1" },
    ],
    ["GET /v0/payments HTTP/1.1", "Host: api.cryptofuse.test:8080", { api: "payments", path: "/v0/payments", target: "/v0/payments" }],
    ["GET /v1/verify HTTP/1.1", LOCAL, { api: "service", path: "/v1/verify" }],
    ["PROPFIND /api/user HTTP/1.1", LOCAL, { api: "management", path: "/api/user", method: "PROPFIND" }],
  ])("%s (%s)", async (line, host, expected) => {
    const { port } = await openDoor();
    const reply = await ask(port, [line, host]);
    expect(reply.status).toBe(200);
    expect(reply.json).toMatchObject({ by: "gate", peer: "127.0.0.1", scheme: "http", ...expected });
    expect(reply.headers["x-request-id"]).toMatch(/^req_\d{22}$/);
  });

  test("the management API goes through Next, to its edge stage and route files", async () => {
    const { port } = await openDoor();
    const reply = await ask(port, ["GET /api/user HTTP/1.1", LOCAL]);
    expect(reply.json).toMatchObject({ by: "next", url: "/api/user" });
  });

  test("a body, its length known or in chunks, arrives whole", async () => {
    const { port } = await openDoor();
    const known = await ask(port, ["POST /v1/verify HTTP/1.1", LOCAL, "Content-Length: 5"], "hello");
    const chunked = await ask(port, ["POST /v1/verify HTTP/1.1", LOCAL, "Transfer-Encoding: chunked"], "5\r\nhello\r\n0\r\n\r\n");
    expect([known.json?.bodyBytes, chunked.json?.bodyBytes]).toEqual([5, 5]);
  });

  test("a client's x-keyfuse-* and x-middleware-* do not", async () => {
    const { port } = await openDoor();
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
    const believed = await openDoor({ trustedProxies: [{ network: [0x7f000001], prefixLength: 32 }] });
    expect((await ask(believed.port, lines)).json).toMatchObject({ peer: "203.0.113.7", scheme: "https" });
    const unbelieved = await openDoor();
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
    const { port, refusals } = await openDoor({ answer: () => Promise.reject(new Error("must not be asked")) });
    const reply = await ask(port, lines);
    expect(reply.status).toBe(status);
    expect(refusals).toEqual([refusal]);
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
    const { port } = await openDoor();
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
    const { port } = await openDoor();
    expect(parseReply(await exchange(port, [text])).status).toBe(status);
  });
});

describe("health", () => {
  test.each<[string, boolean, number]>([
    ["/healthz", false, 200],
    ["/readyz", true, 200],
    ["/readyz", false, 503],
  ])("%s while ready is %s → %d, under any host", async (path, ready, status) => {
    const { port } = await openDoor({ isReady: async () => ready });
    expect((await ask(port, [`GET ${path} HTTP/1.1`, "Host: 10.1.2.3"])).status).toBe(status);
  });
  test("on an API's own host these paths are the API's", async () => {
    const { port } = await openDoor();
    expect((await ask(port, ["GET /healthz HTTP/1.1", "Host: api.cryptofuse.test"])).json).toMatchObject({ by: "gate" });
  });
  test("a database that cannot be asked is not ready", async () => {
    const { port } = await openDoor({ isReady: () => Promise.reject(new Error("away")) });
    expect((await ask(port, ["GET /readyz HTTP/1.1", LOCAL])).status).toBe(503);
  });
});

describe("metrics", () => {
  const metrics = { isFor: (address: string) => address === "127.0.0.1" || address === "10.0.0.9", render: async () => "up 1\n" };
  const trustedProxies = [{ network: [0x7f000001], prefixLength: 32 }];
  const asElsewhere = { by: "next" };

  test("are told to those whom they are for, as Prometheus's text", async () => {
    const { port } = await openDoor({ metrics });
    const reply = await ask(port, ["GET /metrics HTTP/1.1", LOCAL]);
    expect(reply).toMatchObject({ status: 200, body: "up 1\n" });
    expect(reply.headers).toMatchObject({ "content-type": "text/plain; version=0.0.4; charset=utf-8", "cache-control": "no-store" });
    expect(await ask(port, ["HEAD /metrics HTTP/1.1", LOCAL])).toMatchObject({ status: 200, body: "" });
    expect(await ask(port, ["POST /metrics HTTP/1.1", LOCAL])).toMatchObject({ status: 405, headers: { allow: "GET, HEAD" } });
  });

  test.each<[string, string[]]>([
    ["who is another address", ["X-Forwarded-For: 203.0.113.7"]],
    ["who claims one in front of its own", ["X-Forwarded-For: 10.0.0.9, 203.0.113.7"]],
    ["who comes through a proxy that does not say for whom", ["X-Forwarded-Proto: https"]],
  ])("%s is answered as at any unknown page", async (_, lines) => {
    const { port } = await openDoor({ metrics, trustedProxies });
    expect((await ask(port, ["GET /metrics HTTP/1.1", LOCAL, ...lines])).json).toMatchObject(asElsewhere);
    expect((await ask(port, ["POST /metrics HTTP/1.1", LOCAL, ...lines])).json).toMatchObject(asElsewhere);
  });

  test("a proxy that is not trusted makes nobody local; one that is says who asks", async () => {
    const untrusting = await openDoor({ metrics });
    const lines = ["GET /metrics HTTP/1.1", LOCAL, "X-Forwarded-For: 10.0.0.9"];
    expect((await ask(untrusting.port, lines)).json).toMatchObject(asElsewhere);
    const trusting = await openDoor({ metrics, trustedProxies });
    expect((await ask(trusting.port, lines)).status).toBe(200);
  });

  test("a stranger's host name leads nobody on this machine to them, an API's own host to the API", async () => {
    const { port } = await openDoor({ metrics });
    expect((await ask(port, ["GET /metrics HTTP/1.1", "Host: elsewhere.test"])).status).toBe(421);
    expect((await ask(port, ["GET /metrics HTTP/1.1", "Host: api.cryptofuse.test"])).json).toMatchObject({ by: "gate" });
  });
});

describe("stopping", () => {
  test("lets a request in flight finish, and refuses new connections", async () => {
    const { port, door } = await openDoor({
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
    const { port, door } = await openDoor({ answer: () => new Promise(() => {}) });
    const hanging = exchange(port, [`GET /gateway/models/x HTTP/1.1\r\n${LOCAL}\r\n\r\n`]);
    await wait(50);
    const startedMs = performance.now();
    await door.stop(200);
    expect(performance.now() - startedMs).toBeLessThan(1_000);
    expect(await hanging).toBe("");
  });
});

test("the access log names the request by id, and holds nothing the client sent", async () => {
  const { port, logged } = await openDoor();
  const reply = await ask(port, ["GET /gateway/models/path-secret?api_key=query-secret HTTP/1.1", LOCAL, "Infuzu-API-Key: header-secret"]);
  await ask(port, ["BREW /gateway/models/x HTTP/1.1", LOCAL]);
  await wait(20);
  const text = logged();
  expect(text).toContain(`"requestId":"${reply.headers["x-request-id"]}"`);
  expect(text).toContain('"to":"models"');
  expect(text).not.toContain("secret");
});
