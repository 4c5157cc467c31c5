// Promises of the answer when an upstream cannot, may not or does not answer.
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { begin, call, finish } from "./client";
import { closeAll, REQUEST_ID, signal, startGateway, startUpstream } from "./gateway-fixture";

afterEach(closeAll);

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
