// `npm run page-weight`: how much script each page makes a browser load at first, packed; ends with 1 where a page is too heavy.
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { REQUEST_IDS, seedRequests } from "@/e2e/console/request-seeds";
import { seedWebhooks, WEBHOOK_IDS } from "@/e2e/console/webhook-seeds";
import { startServer } from "@/e2e/server-under-test";
import { signInOverHttp } from "@/e2e/sign-in";
import { openDatabase } from "@/lib/adapters/postgres/open-database";

const APP = fileURLToPath(new URL("../app", import.meta.url));
const OWNER = { email: "ada@example.com", name: "Ada Lovelace", password: "correct horse battery staple" };
const USER_ID = "33333333-3333-4333-8333-333333333333";
const GROUP_ID = "44444444-4444-4444-8444-444444444444";
const APPLICATION_ID = "55555555-5555-4555-8555-555555555555";
const TENANTS = ["11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"] as const;
const KEY_ID = "key_0000000001";

/** Packed bytes that the pages under a path may load; the longest path counts. */
const LIMITS: Readonly<Record<string, number>> = { "/": 200_000, "/keys": 240_000 };

/** What stands for the variable part of a page's path, by what is above it. */
const SAMPLES: Readonly<Record<string, string>> = {
  "/keys": KEY_ID,
  "/apis": "fusion-ai",
  "/tenants": TENANTS[0],
  "/tenants/[id]/users": USER_ID,
  "/tenants/[id]/groups": GROUP_ID,
  "/tenants/[id]/applications": APPLICATION_ID,
  "/guide/dialects": "infuzu",
  "/docs": "fusion-ai",
  "/explain": "req_1700000000000000000001",
  "/requests": REQUEST_IDS.seen,
  "/request": "fusion-ai",
  "/settings/webhooks": WEBHOOK_IDS.seen,
};

/** Seen signed out; signed in, they lead elsewhere. */
const FOR_STRANGERS: readonly string[] = ["/", "/login", "/setup", "/join", "/reset", "/forgot", "/sign-up"];

const BOOTSTRAP = {
  owner: OWNER,
  tenants: TENANTS.map((id, n) => ({ id, name: `Tenant ${n}` })),
  users: [{ id: USER_ID, tenantId: TENANTS[0], email: "user@example.com" }],
  groups: [{ id: GROUP_ID, tenantId: TENANTS[0], name: "Group" }],
  applications: [{ id: APPLICATION_ID, tenantId: TENANTS[0], name: "Application", roles: [{ name: "role" }] }],
  apis: [{ slug: "fusion-ai", name: "Fusion AI", dialect: "fusion-ai", upstream: "sample" }],
  keys: [{ id: KEY_ID, api: "fusion-ai", name: "weighed", secret: "weighed-secret-0123456789" }],
};

/** Paths of all pages, their variable parts filled in. */
function listPages(samples: Readonly<Record<string, string>>): string[] {
  const files = readdirSync(APP, { recursive: true, encoding: "utf8" }).filter((file) => /(?:^|\/)page\.tsx$/.test(file));
  return files
    .map((file) => sampleOf(samples, `/${file.replace(/\/?page\.tsx$/, "").replace(/\([^)]*\)\/?/g, "")}`.replace(/(.)\/$/, "$1")))
    .sort();
}

function sampleOf(samples: Readonly<Record<string, string>>, path: string): string {
  return path.replace(/\[[^\]]+\]/g, (_variable, position: number) => {
    const above = path.slice(0, position - 1);
    const sample = samples[above];
    if (sample === undefined) throw new Error(`scripts/page-weight.ts has no sample below ${above}: add one to SAMPLES.`);
    return sample;
  });
}

function limitOf(path: string): number {
  const [, limit] = Object.entries(LIMITS)
    .filter(([prefix]) => path === prefix || path.startsWith(prefix === "/" ? "/" : `${prefix}/`))
    .sort(([a], [b]) => b.length - a.length)[0] ?? ["", 0];
  return limit;
}

/** The scripts that a browser of today loads with the page. */
async function scriptsOf(url: string, cookie: string): Promise<string[]> {
  const answer = await fetch(url, { headers: { cookie }, redirect: "manual" });
  const html = await answer.text();
  if (answer.status !== 200) throw new Error(`${url} was answered ${answer.status}`);
  const tags = html.match(/<(?:script|link)\b[^>]*>/gi) ?? [];
  const loaded = tags.filter(
    (tag) => !/\bnomodule\b/i.test(tag) && (/^<script/i.test(tag) || /\bas="script"|rel="modulepreload"/.test(tag)),
  );
  return [...new Set(loaded.flatMap((tag) => /\b(?:src|href)="([^"]+)"/.exec(tag)?.[1] ?? []))];
}

const server = await startServer({ bootstrap: BOOTSTRAP });
const origin = `http://${server.host}:${server.port}`;
const packed = new Map<string, number>();
let isTooHeavy = false;
try {
  const session = await signInOverHttp(origin, OWNER);
  const database = openDatabase({ socketDirectory: server.dataDir });
  const { id: ownerId } = await database.prisma.member.findFirstOrThrow();
  await seedRequests({ prisma: database.prisma, dataDir: server.dataDir, api: "fusion-ai", ownerId, mark: "weighed" });
  await seedWebhooks(database.prisma);
  await database.close();
  const team = await (await fetch(`${origin}/team`, { headers: { cookie: session } })).text();
  for (const path of listPages({ ...SAMPLES, "/team": /\/team\/([0-9a-f-]{36})/.exec(team)?.[1] ?? "" })) {
    let bytes = 0;
    for (const script of await scriptsOf(`${origin}${path}`, FOR_STRANGERS.includes(path) ? "" : session)) {
      const size = packed.get(script) ?? gzipSync(Buffer.from(await (await fetch(new URL(script, origin))).arrayBuffer())).byteLength;
      packed.set(script, size);
      bytes += size;
    }
    const limit = limitOf(path);
    if (bytes > limit || bytes === 0) isTooHeavy = true;
    const words = `${(bytes / 1000).toFixed(1).padStart(7)} kB of ${limit / 1000}`;
    process.stdout.write(`${path.padEnd(48)} ${words}${bytes > limit ? "  TOO HEAVY" : ""}\n`);
  }
} finally {
  await server.stop();
}
process.exitCode = isTooHeavy ? 1 : 0;
