// Promises of streaming: at once, in bounded memory, at the pace of the slower side, and over when one side leaves.
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { begin, call, finish } from "./client";
import { closeAll, signal, startGateway, startUpstream } from "./gateway-fixture";

afterEach(closeAll);

const MEBIBYTE = 1024 * 1024;

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
