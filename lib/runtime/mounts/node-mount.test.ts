import { Agent, request as httpRequest } from "node:http";
import net from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { type Answer, jsonAnswer } from "@/lib/core/http";
import { ask, exchange, LOCAL, openDoor } from "@/lib/runtime/front-door/door-under-test";

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
    const { port } = await openDoor({ answer: () => ({ ...answer, onEnd: (end) => ends.push(end) }) });
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
    const { port } = await openDoor({ answer: () => ({ status: 200, headers, body: null }) });
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
    const { port } = await openDoor({
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
    const { port } = await openDoor({
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
    const { port } = await openDoor({
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

  test.each([
    ["its length known", "Content-Length: 10", "hello"],
    ["in chunks", "Transfer-Encoding: chunked", "5\r\nhello\r\n"],
  ])("a body that breaks off, %s, is an error for its reader", async (_, framing, part) => {
    let told: (outcome: string) => void = () => {};
    const outcome = new Promise<string>((resolve) => {
      told = resolve;
    });
    const { port } = await openDoor({
      answer: async (request) => {
        let text = "";
        try {
          for await (const piece of request.body()) text += Buffer.from(piece);
          told(`whole: ${text}`);
        } catch {
          told(`broken off: ${text}`);
        }
        return jsonAnswer(200, {});
      },
    });
    const socket = net.connect(port, "127.0.0.1");
    socket.write(`POST /gateway/models/x HTTP/1.1\r\n${LOCAL}\r\n${framing}\r\n\r\n${part}`);
    await wait(50);
    socket.destroy();
    expect(await outcome).toBe("broken off: hello");
  });

  test("a body of many pieces arrives whole and in order", async () => {
    const { port } = await openDoor();
    const chunks = Array.from({ length: 200 }, (_, index) => String(index).padStart(1000, "0"));
    const body = chunks.map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join("");
    const reply = await ask(port, ["POST /gateway/models/x HTTP/1.1", LOCAL, "Transfer-Encoding: chunked"], `${body}0\r\n\r\n`);
    expect(reply.json?.bodyBytes).toBe(200_000);
  });

  test("an early answer to a large body leaves, and the connection lives on", async () => {
    const { port } = await openDoor({
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

  test("a client that closes with its request reads the early answer before its connection is closed", async () => {
    const { port } = await openDoor({ answer: () => jsonAnswer(401, { error: "no key" }) });
    const received = await new Promise<string>((resolve) => {
      let text = "";
      const socket = net.connect(port, "127.0.0.1");
      socket.on("error", (error) => resolve(`${error}`));
      socket.on("close", () => resolve(text));
      socket.write(`POST /gateway/models/x HTTP/1.1\r\n${LOCAL}\r\nConnection: close\r\nContent-Length: ${16 * 1024 * 1024}\r\n\r\n`);
      // Reads only when everything was sent, as simple clients do.
      socket.write(Buffer.alloc(16 * 1024 * 1024), () => socket.on("data", (chunk) => (text += chunk)));
    });
    expect(received).toContain('{"error":"no key"}');
  });

  test("100 Continue is said only when the body is read", async () => {
    const head = ["POST /gateway/models/x HTTP/1.1", LOCAL, "Content-Length: 5", "Expect: 100-continue", "Connection: close"].join("\r\n");
    const reading = await openDoor();
    expect(await exchange(reading.port, [`${head}\r\n\r\n`, "hello"])).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200/);
    const refusing = await openDoor({ answer: () => jsonAnswer(401, {}) });
    const startedMs = performance.now();
    expect(await exchange(refusing.port, [`${head}\r\n\r\n`], 5_000)).toMatch(/^HTTP\/1\.1 401/);
    expect(performance.now() - startedMs).toBeLessThan(2_000);
  });
});
