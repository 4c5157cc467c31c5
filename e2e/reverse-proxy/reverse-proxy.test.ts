// The guide's own configurations of reverse proxies, run before a server that has the guide's own bootstrap file: calls, large bodies,
// streams, and the forms of the console.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { request } from "node:https";
import type { AddressInfo } from "node:net";
import { type Browser, chromium, type Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BOOTSTRAP_EXAMPLE } from "@/components/guide/examples";
import { freePort, type ServerUnderTest, startServer } from "@/e2e/server-under-test";
import { findBrowser } from "@/scripts/services/browser";
import { REVERSE_PROXIES } from "@/scripts/services/reverse-proxies";
import type { TemporaryServer } from "@/scripts/services/temporary-server";

const SECRET = "a-secret-of-the-reverse-proxy-test";
const LARGE_BYTES = 3 * 1024 * 1024;
const OWNER = { email: "ada@example.com", password: "correct horse battery staple" };

/** An upstream that tells what it got, and holds a stream open until it is let go on. */
interface Upstream {
  readonly url: string;
  letGoOn(): void;
  stop(): void;
}

async function startUpstream(): Promise<Upstream> {
  let letGoOn: () => void = () => {};
  const server: Server = createServer(async (asked: IncomingMessage, response: ServerResponse) => {
    if (asked.url === "/v0/payments/stream") {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: first\n\n");
      await new Promise<void>((resolve) => {
        letGoOn = resolve;
      });
      response.end("data: last\n\n");
      return;
    }
    let bytes = 0;
    for await (const chunk of asked as AsyncIterable<Buffer>) bytes += chunk.length;
    response.writeHead(200, { "content-type": "application/json" });
    response.end(
      JSON.stringify({ target: asked.url, scheme: asked.headers["x-forwarded-proto"], host: asked.headers["x-forwarded-host"], bytes }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    letGoOn: () => letGoOn(),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function bootstrapFor(upstreamUrl: string): unknown {
  const bootstrap = JSON.parse(BOOTSTRAP_EXAMPLE.replace("http://127.0.0.1:9000", upstreamUrl)) as object;
  return { ...bootstrap, keys: [{ api: "payments", name: "first", secret: SECRET }] };
}

describe.each(Object.entries(REVERSE_PROXIES))("behind %s as the guide has it", (_name, startProxy) => {
  let upstream: Upstream;
  let server: ServerUnderTest;
  let proxy: TemporaryServer;
  let browser: Browser;
  beforeAll(async () => {
    upstream = await startUpstream();
    const listenPort = await freePort();
    const env = { KEYFUSE_URL: `https://localhost:${listenPort}`, TRUSTED_PROXIES: "127.0.0.1" };
    server = await startServer({ bootstrap: bootstrapFor(upstream.url), env });
    proxy = await startProxy({ listenPort, keyfusePort: server.port });
    const { executablePath, args } = await findBrowser();
    browser = await chromium.launch({ executablePath, args: [...args] });
  });
  afterAll(async () => {
    await browser?.close();
    await proxy?.stop();
    await server?.stop();
    upstream?.stop();
  });

  /** A call through the proxy; resolves with the head, the body still on its way. */
  function call(method: string, path: string, body?: Buffer): Promise<IncomingMessage> {
    const { port } = new URL(proxy.url);
    const headers = { host: `localhost:${port}`, "x-api-key": SECRET, ...(body && { "content-length": body.length }) };
    return new Promise((resolve, reject) => {
      const asked = request(
        { host: "127.0.0.1", port, method, path, headers, servername: "localhost", rejectUnauthorized: false },
        resolve,
      );
      asked.once("error", reject);
      asked.end(body);
    });
  }

  async function textOf(response: IncomingMessage): Promise<string> {
    let text = "";
    for await (const chunk of response.setEncoding("utf8")) text += chunk;
    return text;
  }

  test("a call passes, over HTTPS in Keyfuse's eyes too, with its path as it came", async () => {
    const response = await call("GET", "/gateway/payments/v0/payments/a%2Bb?q=%2F");
    expect(response.statusCode).toBe(200);
    expect(response.headers["ratelimit-policy"]).toBe('"minute";q=100;w=60, "hour";q=1000;w=3600');
    expect(JSON.parse(await textOf(response))).toMatchObject({
      target: "/v0/payments/a%2Bb?q=%2F",
      scheme: "https",
      host: new URL(proxy.url).host,
    });
  });

  test("a path that merged slashes would change is refused as it came", async () => {
    expect((await call("GET", "/gateway/payments/v0//payments")).statusCode).toBe(400);
  });

  test("a large body passes whole", async () => {
    const response = await call("DELETE", "/gateway/payments/v0/payments/1", Buffer.alloc(LARGE_BYTES, "x"));
    expect(JSON.parse(await textOf(response))).toMatchObject({ bytes: LARGE_BYTES });
  });

  test("an event arrives before the next one is made", async () => {
    const response = await call("GET", "/gateway/payments/v0/payments/stream");
    const first = await new Promise((resolve) => response.setEncoding("utf8").once("data", resolve));
    expect(first).toBe("data: first\n\n");
    upstream.letGoOn();
    expect(await textOf(response)).toBe("data: last\n\n");
  });

  test("the console's forms work: the owner is made, signs in and renames a tenant; the cookie is for HTTPS only", async () => {
    const context = await browser.newContext({ ignoreHTTPSErrors: true, baseURL: proxy.url });
    const page = await context.newPage();
    await makeOwner(page, /https:\S+\/setup#\S+/.exec(server.stdout())?.[0] ?? "");
    await page.getByLabel("E-mail address").fill(OWNER.email);
    await page.getByLabel("Password").fill(OWNER.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "API keys" }).waitFor();
    expect((await context.cookies()).filter(({ name }) => name.includes("session"))).toMatchObject([{ secure: true, httpOnly: true }]);
    await page.goto("/tenants");
    await page.getByRole("link", { name: "Default", exact: true }).click();
    await page.getByRole("link", { name: "Edit", exact: true }).click();
    await page.getByLabel("Name", { exact: true }).fill("Renamed behind a proxy");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("It is saved.").waitFor();
    await page.getByRole("heading", { level: 1, name: "Renamed behind a proxy" }).waitFor();
    await context.close();
  });
});

async function makeOwner(page: Page, setupLink: string): Promise<void> {
  await page.goto(setupLink);
  await page.getByLabel("E-mail address").fill(OWNER.email);
  await page.getByLabel("Your name").fill("Ada Lovelace");
  await page.getByLabel("Password", { exact: true }).fill(OWNER.password);
  await page.getByLabel("The same password again").fill(OWNER.password);
  await page.getByRole("button", { name: "Make the owner account" }).click();
  await page.getByText("The owner account is made.").waitFor();
}
