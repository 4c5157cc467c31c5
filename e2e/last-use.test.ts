// The last use of a key, from the request to what people read: on both mounts of the hot paths, by gateway and by verify, and over a stop.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { runKeyfuse, type ServerUnderTest, startServer } from "./server-under-test";

const SECRETS = { called: "called-secret-0123456789", asked: "asked-secret-0123456789", service: "service-secret-0123456789" };
const IDS = { called: "key_0000000001", asked: "key_0000000002", service: "key_0000000003" };
const CLIENT = "203.0.113.9";

const BOOTSTRAP = {
  apis: [
    {
      slug: "standard",
      name: "Standard",
      dialect: "standard",
      upstream: "sample",
      endpoints: [{ path: "/v1/models", methods: ["GET"], permission: "read" }],
    },
  ],
  keys: [
    { id: IDS.called, api: "standard", name: "called", secret: SECRETS.called, permissions: ["read"] },
    { id: IDS.asked, api: "standard", name: "asked about", secret: SECRETS.asked, permissions: ["read"] },
  ],
  service: [{ id: IDS.service, name: "backend", secret: SECRETS.service, permissions: ["keys:verify"] }],
};

describe.each(["front", "next"])("hot paths at %s", (hotPaths) => {
  let server: ServerUnderTest;
  beforeAll(async () => {
    server = await startServer({ bootstrap: BOOTSTRAP, env: { KEYFUSE_HOT_PATHS: hotPaths, TRUSTED_PROXIES: "127.0.0.1" } });
  });
  afterAll(() => server?.stop());

  const origin = () => `http://${server.host}:${server.port}`;
  const call = (secret: string, path = "/v1/models") =>
    fetch(`${origin()}/gateway/standard${path}`, { headers: { authorization: `Bearer ${secret}`, "x-forwarded-for": CLIENT } });

  async function verify(body: object): Promise<unknown> {
    const headers = { authorization: `Bearer ${SECRETS.service}`, "content-type": "application/json", "x-forwarded-for": "203.0.113.10" };
    const answer = await fetch(`${origin()}/v1/verify`, { method: "POST", headers, body: JSON.stringify(body) });
    return ((await answer.json()) as { valid: boolean }).valid;
  }

  async function lastUse(id: string): Promise<{ lastUsedAt: string | null; lastUsedFrom: string | null; updatedAt: string }> {
    const { stdout } = await runKeyfuse(server.dataDir, ["keys", "show", id, "--json"]);
    return JSON.parse(stdout);
  }

  test("a refused request is no use; an admitted one is, with the client's address, and no edit of the key", async () => {
    const before = await lastUse(IDS.called);
    expect((await call(SECRETS.called, "/v1/nowhere")).status).toBe(404);
    const sentMs = Date.now();
    expect((await call(SECRETS.called)).status).toBe(200);
    await expect.poll(() => lastUse(IDS.called), { timeout: 10_000 }).toMatchObject({ lastUsedFrom: CLIENT, updatedAt: before.updatedAt });
    const atMs = Date.parse((await lastUse(IDS.called)).lastUsedAt ?? "");
    expect(atMs).toBeGreaterThanOrEqual(sentMs - 1000);
    expect(atMs).toBeLessThanOrEqual(Date.now() + 1000);
  });

  test("a verified key was used by the client that the backend names, or from nowhere; the service key by the backend", async () => {
    expect(await verify({ key: SECRETS.asked, api: "standard", address: "2001:db8::1" })).toBe(true);
    await expect.poll(() => lastUse(IDS.asked), { timeout: 10_000 }).toMatchObject({ lastUsedFrom: "2001:db8::1" });
    expect(await verify({ key: SECRETS.asked, api: "standard" })).toBe(true);
    await expect.poll(() => lastUse(IDS.asked), { timeout: 10_000 }).toMatchObject({ lastUsedFrom: null, lastUsedAt: expect.any(String) });
    expect(await lastUse(IDS.service)).toMatchObject({ lastUsedFrom: "203.0.113.10" });
  });
});

test("an orderly stop writes the uses of its last moment", async () => {
  const directory = mkdtempSync(join(tmpdir(), "kf-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const server = await startServer({ bootstrap: BOOTSTRAP, env: { TRUSTED_PROXIES: "127.0.0.1" }, dataDir: join(directory, "data") });
  const headers = { authorization: `Bearer ${SECRETS.called}`, "x-forwarded-for": CLIENT };
  const answer = await fetch(`http://${server.host}:${server.port}/gateway/standard/v1/models`, { headers });
  expect(answer.status).toBe(200);
  expect(await server.stop()).toBe(0);
  const { stdout } = await runKeyfuse(server.dataDir, ["keys", "show", IDS.called, "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({ lastUsedFrom: CLIENT, lastUsedAt: expect.any(String) });
});
