// Promises of forwarding: bytes and lines unchanged both ways, and what an upstream learns instead of the credential.
import { createHmac, randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { call } from "./client";
import { closeAll, REQUEST_ID, startGateway, startUpstream } from "./gateway-fixture";

interface DocumentedCheck {
  isFromKeyfuse(request: { method: string; url: string; headers: Record<string, string> }, secret: string): boolean;
}

/** The code that the documentation gives to upstreams, as it stands there. */
async function documentedCheck(): Promise<DocumentedCheck> {
  const page = await readFile(new URL("../../docs/caller-headers.md", import.meta.url), "utf8");
  const code = /```js\n([\s\S]*?)```/.exec(page)?.[1] ?? "";
  return import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`);
}

afterEach(closeAll);

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
