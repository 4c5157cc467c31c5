// The instance under measurement: a built server on a bootstrap file with a hundred keys of one API and a service key.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ChildServer, startServer } from "./child-server";

export const SERVICE_SECRET = "bench-service-secret-0123456789abcdefgh";
const KEYS = 100;
/** Far above what a round can send, so that windows are counted and never full. */
const WINDOWS = [
  { limit: 10_000_000, seconds: 60 },
  { limit: 10_000_000, seconds: 3600 },
  { limit: 10_000_000, seconds: 86_400 },
];

/** The secrets of the instance's keys. */
export const KEY_SECRETS: readonly string[] = Array.from({ length: KEYS }, (_, index) => `bench-key-${String(index).padStart(30, "0")}`);

/** The public id of the key that has the secret of that index. */
export const keyIdOf = (index: number) => `key_${String(index + 1).padStart(10, "0")}`;

/** Starts the built server on a fresh data directory; `stop` removes it. */
export async function startInstance(upstream: string): Promise<ChildServer> {
  const directory = await mkdtemp(join(tmpdir(), "kf-bench-"));
  const bootstrap = join(directory, "bootstrap.json");
  await writeFile(bootstrap, JSON.stringify(instanceFile(upstream)));
  const server = await startServer(["dist/server.js"], {
    NODE_ENV: "production",
    PORT: "0",
    LOG_LEVEL: "warn",
    KEYFUSE_DATA_DIR: join(directory, "data"),
    KEYFUSE_BOOTSTRAP: bootstrap,
  });
  return {
    origin: server.origin,
    async stop() {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function instanceFile(upstream: string) {
  return {
    apis: [
      {
        slug: "payments",
        name: "Payments",
        dialect: "cryptofuse",
        upstream,
        endpoints: [
          { path: "/v0/payments", methods: ["GET"], permission: "read" },
          { path: "/payments", methods: ["GET"], permission: "read" },
        ],
        plans: [{ name: "default", windows: WINDOWS, allowTokens: true }],
      },
    ],
    keys: KEY_SECRETS.map((secret, index) => ({
      id: keyIdOf(index),
      api: "payments",
      name: `bench ${index}`,
      secret,
      permissions: ["read"],
    })),
    service: [{ name: "bench", secret: SERVICE_SECRET, permissions: ["keys:verify"] }],
  };
}
