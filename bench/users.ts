// Users over the management API: one by its id, against a Next handler that does one read; lists of few and of very many.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Pool } from "pg";
import { openDatabase } from "@/lib/adapters/postgres/open-database";
import { type ChildServer, startServer } from "./child-server";
import { type Figure, figure } from "./figure";
import { measureInTurn } from "./load";
import { medianInTurn, TENANTS } from "./signed-in";

const FEW = 100;
const MANY = 100_000;
const PIECE = 5000;
const WARM_UP = 20;
const ROUNDS = 3;
const SECONDS = 5;
const NEXT = join("node_modules", "next", "dist", "bin", "next");
const SECRET = "bench-management-secret-0123456789abcdef";
const READ_PORT = "3979";

/** What a list can be asked for. The first is compared with. */
const LISTS: Readonly<Record<string, string>> = {
  "all users": "/api/user/search",
  "of a tenant": "/api/user/search?of=tenant",
  "by e-mail address": "/api/user/search?orderBy=email%20ASC&of=tenant",
  "the hundredth page": "/api/user/search?startRow=2500",
  "with an exact total": "/api/user/search?accurateTotal=true",
};

/** A user by id as a ratio, and lists in milliseconds and as multiples of a short list's, both measured in turn. */
export async function benchUsers(): Promise<Figure[]> {
  const few = await openUsers(FEW);
  const many = await openUsers(MANY);
  try {
    return [...(await benchLists(few, many)), ...(await benchRead(few))];
  } finally {
    await Promise.all([few.server.stop(), many.server.stop()]);
    for (const { directory } of [few, many]) rmSync(directory, { recursive: true, force: true });
  }
}

interface Users {
  readonly server: ChildServer;
  readonly directory: string;
  /** Of some users. */
  readonly ids: readonly string[];
}

async function benchRead({ server, directory, ids }: Users): Promise<Figure[]> {
  const app = buildReadApp();
  const environment = { NODE_ENV: "production", BENCH_SOCKET_DIRECTORY: join(directory, "data") };
  const next = await startServer([NEXT, "start", app, "-H", "127.0.0.1", "-p", READ_PORT], environment);
  try {
    const requests = (path: string) =>
      ids.map((id) => ({ method: "GET" as const, path: `${path}/${id}`, headers: { authorization: SECRET } }));
    const [read, handler] = await measureInTurn(
      [
        { origin: server.origin, requests: requests("/api/user") },
        { origin: next.origin, requests: requests("/read") },
      ],
      ROUNDS,
      SECONDS,
    );
    if (!read || !handler) throw new Error("a load was not measured");
    return [
      figure("GET /api/user/{id}", read.perSecond, "/s"),
      figure("GET /api/user/{id} p50", read.p50Ms, "ms"),
      figure("Next handler behind proxy.ts, one read by id", handler.perSecond, "/s"),
      figure("GET /api/user/{id} ÷ that handler", read.perSecond / handler.perSecond, "×", "≥ 0.6"),
    ];
  } finally {
    await next.stop();
    rmSync(app, { recursive: true, force: true });
  }
}

async function benchLists(few: Users, many: Users): Promise<Figure[]> {
  for (let round = 0; round < WARM_UP; round += 1) await Promise.all([listMs(few, "/api/user/search"), listMs(many, "/api/user/search")]);
  const figures: Figure[] = [];
  for (const [name, path] of Object.entries(LISTS)) {
    const [fewMs, manyMs] = await medianInTurn(
      () => listMs(few, "/api/user/search"),
      () => listMs(many, path),
    );
    // Whoever asks for an exact total asks for the count.
    const aim = path.includes("accurateTotal") ? null : "≤ 2";
    if (figures.length === 0) figures.push(figure(`all users, ${FEW} stored`, fewMs, "ms"));
    figures.push(figure(`${name}, ${MANY} stored`, manyMs, "ms"), figure(`${name} ÷ all users of ${FEW}`, manyMs / fewMs, "×", aim));
  }
  return figures;
}

async function listMs({ server }: Users, path: string): Promise<number> {
  const headers = { authorization: SECRET, ...(path.includes("of=tenant") ? { "x-fusionauth-tenantid": TENANTS[0] } : {}) };
  const startMs = performance.now();
  const answer = await fetch(`${server.origin}${path}`, { headers });
  await answer.arrayBuffer();
  if (answer.status !== 200) throw new Error(`${path} was answered ${answer.status}: this round measures nothing`);
  return performance.now() - startMs;
}

async function openUsers(count: number): Promise<Users> {
  const directory = mkdtempSync(join(tmpdir(), "kf-bench-"));
  const bootstrap = join(directory, "bootstrap.json");
  const file = {
    tenants: TENANTS.map((id, n) => ({ id, name: `Tenant ${n}` })),
    apis: [],
    keys: [{ api: "management", name: "bench", secret: SECRET }],
  };
  writeFileSync(bootstrap, JSON.stringify(file));
  const server = await startServer(["dist/server.js"], {
    NODE_ENV: "production",
    PORT: "0",
    LOG_LEVEL: "warn",
    KEYFUSE_DATA_DIR: join(directory, "data"),
    KEYFUSE_BOOTSTRAP: bootstrap,
  });
  const database = openDatabase({ socketDirectory: join(directory, "data") });
  try {
    await storeUsers(database.pool, count);
    const { rows } = await database.pool.query<{ id: string }>(`SELECT "id" FROM "User" ORDER BY "createdAt" LIMIT 100`);
    return { server, directory, ids: rows.map(({ id }) => id) };
  } finally {
    await database.close();
  }
}

/** Users of two tenants, every third of the second one. */
async function storeUsers(pool: Pool, count: number): Promise<void> {
  for (let start = 0; start < count; start += PIECE) {
    await pool.query(
      `INSERT INTO "User" ("tenantId", "id", "email", "username", "firstName", "lastName", "extra", "createdAt", "updatedAt")
       SELECT CASE WHEN n % 3 = 0 THEN $4::uuid ELSE $3::uuid END, gen_random_uuid(), md5(n::text) || '@example.com', 'user' || n, 'Given',
         'Family ' || n, '{"data": {"favourite": "green"}, "timezone": "Europe/London"}', now() - n * interval '1 minute', now()
       FROM generate_series($1::int, $2::int - 1) n`,
      [start, Math.min(start + PIECE, count), ...TENANTS],
    );
  }
  // What the embedded database does by itself, a minute after its start and then each hour.
  await pool.query(`VACUUM ANALYZE "User"`);
}

/** Builds the handler with the product's edge stage and library, in a directory of its own, so that nothing else of the product is in it. */
function buildReadApp(): string {
  const directory = mkdtempSync(join(tmpdir(), "kf-next-read-"));
  for (const path of ["lib", "prisma", "proxy.ts", "tsconfig.json", "next.config.js", "package.json"]) {
    cpSync(path, join(directory, path), { recursive: true });
  }
  const route = join(directory, "app", "read", "[id]");
  mkdirSync(route, { recursive: true });
  cpSync("bench/next-baseline/app/layout.js", join(directory, "app", "layout.js"));
  cpSync("bench/next-read/route.js", join(route, "route.js"));
  symlinkSync(resolve("node_modules"), join(directory, "node_modules"));
  execFileSync(process.execPath, [NEXT, "build", "--webpack", directory], { stdio: ["ignore", "ignore", "inherit"] });
  return directory;
}
