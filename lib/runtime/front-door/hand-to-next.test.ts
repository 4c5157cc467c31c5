import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { RequestContext } from "@/lib/core/published";
import { ask, exchange, LOCAL, openDoor } from "./door-under-test";

describe("what goes to Next", () => {
  test("goes with a context that nobody can guess, and without the client's word on itself", async () => {
    const { port } = await openDoor({ hotPaths: "next" });
    const reply = await ask(port, [
      "GET /api/user?id=1 HTTP/1.1",
      LOCAL,
      "X-Keyfuse-Context: 1",
      "X-Middleware-Next: 1",
      "X-Forwarded-For: 10.0.0.1",
      "Forwarded: for=10.0.0.1",
      "Authorization: k",
    ]);
    const seen = reply.json as unknown as { headers: Record<string, string>; rawHeaders: string[]; context: RequestContext; url: string };
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
      expect(seen.rawHeaders.map((text) => text.toLowerCase())).not.toContain(name);
    }
    expect(seen.rawHeaders).not.toContain("10.0.0.1");
    expect(seen.context.head).toMatchObject({
      target: "/api/user?id=1",
      headers: expect.arrayContaining([["X-Forwarded-For", "10.0.0.1"]]),
    });
  });

  test.each(["DELETE /api/user", "GET /api/user/", "GET /api/nothing"])(
    "%s is in no route file, and goes to the catch-all",
    async (line) => {
      const { port } = await openDoor({ hotPaths: "next" });
      const text = await exchange(port, [`${line} HTTP/1.1\r\n${LOCAL}\r\nConnection: close\r\n\r\n`]);
      expect(text).toContain('"url":"/api/-"');
    },
  );

  test("sign-in never reads an Authorization header", async () => {
    const { port } = await openDoor();
    const text = await exchange(port, [
      `GET /api/auth/session HTTP/1.1\r\n${LOCAL}\r\nAuthorization: Bearer x\r\nConnection: close\r\n\r\n`,
    ]);
    expect(text).toContain('"by":"next"');
    expect(text.toLowerCase()).not.toContain("authorization");
  });

  test("the context is forgotten when the answer has left", async () => {
    const found: boolean[] = [];
    let id = "";
    const { port, contexts } = await openDoor({
      next: async (request, response) => {
        id = String(request.headers["x-keyfuse-context"]);
        found.push(contexts.find(id) !== null);
        response.end("ok");
      },
    });
    await ask(port, ["GET / HTTP/1.1", LOCAL]);
    await wait(20);
    expect([...found, contexts.find(id) !== null]).toEqual([true, false]);
  });

  test("hot paths go there too when a test asks for it, under the path of their route file", async () => {
    const { port } = await openDoor({ hotPaths: "next" });
    const text = await exchange(port, ["GET /v0/payments?a=1 HTTP/1.1\r\nHost: api.cryptofuse.test\r\nConnection: close\r\n\r\n"]);
    expect(text).toContain('"url":"/gateway/payments"');
    expect(text).toContain('"path":"/v0/payments","hasRawCase":true,"host":"api.cryptofuse.test","head":{"target":"/v0/payments?a=1"');
  });

  test("a fault there is 503, and after the head a broken connection", async () => {
    const early = await openDoor({ next: () => Promise.reject(new Error("no")) });
    expect((await ask(early.port, ["GET / HTTP/1.1", LOCAL])).status).toBe(503);
    const late = await openDoor({
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
