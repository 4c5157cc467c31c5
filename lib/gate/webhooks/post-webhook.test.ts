// Deliveries over HTTP: what is sent, where nothing is sent, and what is told of failures.
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createWebhookPost, signBase64 } from "./post-webhook";

const seen: { url: string; headers: IncomingHttpHeaders; body: string }[] = [];
const server = createServer((request, response) => {
  let body = "";
  request.on("data", (piece) => (body += piece));
  request.on("end", () => {
    seen.push({ url: request.url ?? "", headers: request.headers, body });
    if (request.url === "/moved") response.writeHead(302, { location: "/elsewhere" }).end();
    else if (request.url === "/endless") response.write("x".repeat(100_000));
    else response.writeHead(request.url === "/broken" ? 500 : 204).end();
  });
});
let base: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const open = (allowLoopback: boolean, allowPrivate: readonly string[] = []) => createWebhookPost({ allowPrivate, allowLoopback });

it("sends headers and body as they are, and follows no redirect", async () => {
  const post = open(true);
  const delivery = { headers: { "content-type": "application/json", "webhook-id": "msg_1" }, body: '{"grüße":"🔑"}' };
  expect(await post.post({ ...delivery, url: `${base}/hook` })).toEqual({ status: 204, error: null });
  expect(seen.at(-1)).toMatchObject({ url: "/hook", body: delivery.body, headers: delivery.headers });
  expect(await post.post({ ...delivery, url: `${base}/moved` })).toEqual({ status: 302, error: "It answered with the status 302." });
  expect(await post.post({ ...delivery, url: `${base}/broken` })).toMatchObject({ status: 500 });
  expect(await post.post({ ...delivery, url: `${base}/endless` })).toMatchObject({ status: 200 });
  expect(seen.map(({ url }) => url)).not.toContain("/elsewhere");
  await post.close();
});

it("connects to no private address that is not allowed, whatever name leads there", async () => {
  const post = open(false);
  const before = seen.length;
  for (const url of [`${base}/hook`, base.replace("127.0.0.1", "localhost"), "http://169.254.169.254/latest/meta-data"]) {
    expect(await post.post({ url, headers: {}, body: "" })).toMatchObject({
      status: null,
      error: expect.stringMatching(/may not be connected/),
    });
  }
  expect(seen).toHaveLength(before);
  await post.close();
  const allowed = open(false, ["127.0.0.0/8"]);
  expect(await allowed.post({ url: `${base}/hook`, headers: {}, body: "" })).toMatchObject({ status: 204 });
  await allowed.close();
});

it("a server that is not there is told of by its code alone", async () => {
  const post = open(true);
  expect(await post.post({ url: "http://127.0.0.1:9/hook?token=secret", headers: {}, body: "" })).toEqual({
    status: null,
    error: "It could not be reached (ECONNREFUSED).",
  });
  await post.close();
});

it("signs as the scheme's own example does", () => {
  const secret = Buffer.from("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "base64");
  const text = 'msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{"test": 2432232314}';
  expect(signBase64(secret, text)).toBe("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
});
