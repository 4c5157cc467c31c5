// Promises of an API that limits its bodies: 413 before anything is wasted, and not a byte beyond the limit passed on.
import { once } from "node:events";
import { afterEach, describe, expect, test } from "vitest";
import { begin, call, finish } from "./client";
import { closeAll, type GatewayUnderTest, startGateway, startUpstream } from "./gateway-fixture";

afterEach(closeAll);

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
