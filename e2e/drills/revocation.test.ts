// Revocation by the command line while requests flow: once the command has returned, none passes.
import { Agent, get } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EchoUpstream, startEchoUpstream } from "@/e2e/echo-upstream";
import { runKeyfuse, type ServerUnderTest, startServer } from "@/e2e/server-under-test";
import { drillWorld, isFull } from "./drill";

const REQUESTS = isFull ? 10_000 : 500;
const AT_ONCE = 16;
const SECRET = "the-secret-that-this-drill-revokes";
const BYSTANDER = "the-secret-that-stays-good-all-the-while";

let upstream: EchoUpstream;
let server: ServerUnderTest;
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

beforeAll(async () => {
  upstream = await startEchoUpstream();
  const keys = [
    { id: "key_0000000001", api: "drill", name: "revoked", secret: SECRET },
    { id: "key_0000000002", api: "drill", name: "bystander", secret: BYSTANDER },
  ];
  server = await startServer({ bootstrap: drillWorld(upstream.url, keys), env: { LOG_LEVEL: "error", AUTH_FAILURES_PER_MINUTE: "0" } });
});
afterAll(async () => {
  agent.destroy();
  await server?.stop();
  await upstream?.stop();
});

function statusOf(secret: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const options = {
      host: server.host,
      port: server.port,
      path: "/gateway/drill/x",
      agent,
      headers: { authorization: `Bearer ${secret}` },
    };
    get(options, (response) => {
      response.resume().once("end", () => resolve(response.statusCode ?? 0));
    }).once("error", reject);
  });
}

test(`after keys revoke returns, 0 of ${REQUESTS} requests pass`, async () => {
  let isRevoked = false;
  const before: number[] = [];
  // The key stays hot in every cache up to the last moment.
  const traffic = Array.from({ length: AT_ONCE / 2 }, async () => {
    while (!isRevoked) before.push(await statusOf(SECRET));
  });
  const revoked = await runKeyfuse(server.dataDir, ["keys", "revoke", "key_0000000001"]);
  const statuses: number[] = [];
  const asking = Array.from({ length: AT_ONCE }, async () => {
    while (statuses.length < REQUESTS) statuses.push(await statusOf(SECRET));
  });
  await Promise.all(asking);
  isRevoked = true;
  await Promise.all(traffic);
  expect(revoked, revoked.stderr).toMatchObject({ status: 0 });
  expect(before).toContain(200);
  const passed = statuses.filter((status) => status !== 401).length;
  console.log(
    `revocation drill: ${before.length} requests before and during, ${statuses.length} after the command, ${passed} of them passed`,
  );
  expect(passed).toBe(0);
  expect(await statusOf(BYSTANDER)).toBe(200);
}, 300_000);
