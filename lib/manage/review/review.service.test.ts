// Keys that need attention are those of which the core says so, each under every one of its reasons, page by page there and back; and the
// access report tells of every key that works.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ATTENTION_REASONS, type AttentionReason, needsAttention } from "@/lib/core/keys/attention";
import { readAccessQuery } from "@/lib/core/schemas/access-query";
import { attentionPath, readAttentionQuery } from "@/lib/core/schemas/attention-query";
import type { ExportFormat } from "@/lib/core/schemas/export-format";
import { KEY_RELATIONS, type KeyRow } from "@/lib/manage/keys/view-key";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";
import { ACCESS_PAGE, exportAccess, listAccess } from "./list-access";
import { ATTENTION_PAGE, exportAttention, factsOf, listAttention } from "./list-attention";

const NOW_MS = Date.parse("2026-11-29T12:00:00.000Z");
const DAY = 86_400_000;
const API = "11111111-1111-4111-8111-111111111111";
const TENANT = "33333333-3333-4333-8333-333333333333";
const MEMBER = "44444444-4444-4444-8444-444444444444";
const KEYS = 300;

const at = (ms: number) => new Date(NOW_MS + ms);
const id = (kind: number, n: number) => `${String(kind).repeat(8)}-0000-4000-8000-${String(n).padStart(12, "0")}`;

/** Every mixture of what makes a reason or its opposite, and of states. */
function keyRow(n: number) {
  return {
    id: id(5, n),
    publicId: `key_${String(n).padStart(10, "0")}`,
    apiId: API,
    planName: "default",
    tenantId: n % 3 === 0 ? TENANT : null,
    name: n === 1 ? "=SUM(A1)" : `Service ${n % 50}`,
    permissions: n % 4 === 0 ? ["*"] : ["read"],
    endpoints: n % 8 < 6 ? {} : { "/models": ["GET"] },
    createdBy: n % 5 === 0 ? `member:${MEMBER}` : "command-line",
    createdAt: at(-(n % 7) * 20 * DAY - n),
    lastUsedAt: n % 6 === 0 ? null : at(-(n % 6) * 10 * DAY - n),
    expiresAt: n % 3 === 1 ? null : at(((n % 9) - 2) * 5 * DAY + n),
    pausedAt: n % 17 === 0 ? at(-DAY) : null,
    revokedAt: n % 19 === 0 ? at(-DAY) : null,
  };
}

describe.each(Object.entries(TEST_DATABASES))("on %s", (_name, open) => {
  let world: TestWorld;
  let rows: KeyRow[];

  beforeAll(async () => {
    world = { ...(await open()), nowMs: () => NOW_MS };
    const { prisma } = world;
    await prisma.api.create({
      data: { id: API, slug: "models", name: "Models", dialect: "standard", plans: { create: [{ name: "default", windows: [] }] } },
    });
    await prisma.tenant.create({ data: { id: TENANT, name: "Pied Piper" } });
    await prisma.member.create({ data: { id: MEMBER, email: "ada@example.com", name: "Ada", role: "owner" } });
    await prisma.key.createMany({ data: Array.from({ length: KEYS }, (_, n) => keyRow(n)) });
    // Every second key was rotated lately; each has the secret that it was made with.
    const secrets = Array.from({ length: KEYS }, (_, n) => keyRow(n)).flatMap((row, n) => [
      { keyId: row.id, createdAt: row.createdAt, n },
      ...(n % 2 === 0 ? [{ keyId: row.id, createdAt: at(-(n % 110) * DAY), n: n + KEYS }] : []),
    ]);
    await prisma.keySecret.createMany({
      data: secrets.map(({ n, ...secret }) => ({
        ...secret,
        id: id(6, n),
        apiId: API,
        fingerprint: Buffer.from(String(n)),
        origin: "minted",
        preview: "sk_…",
      })),
    });
    const notes = Array.from({ length: 60 }, (_, n) => ({ n, kind: n % 2 === 0 ? "denied_share" : "near_limit", hoursAgo: (n % 5) * 9 }));
    await prisma.usageEvent.createMany({
      data: notes.map(({ n, kind, hoursAgo }) => ({
        id: id(7, n),
        kind,
        keyId: id(5, n % 40),
        apiId: API,
        at: at(-hoursAgo * 3_600_000),
        // One of a kind in a day: those of one key differ in their days.
        day: at(-Math.floor(n / 40) * DAY),
        facts: kind === "near_limit" ? { window: "minute", used: 90, limit: 100 } : { refused: 30, asked: 40 },
      })),
    });
    rows = await prisma.key.findMany({ include: KEY_RELATIONS });
  });
  afterAll(() => world?.close());

  /** What the core says of every key that is stored, read plainly. */
  async function expected(): Promise<string[]> {
    const events = await world.prisma.usageEvent.findMany({ orderBy: { day: "asc" } });
    const latest = (keyId: string, kind: string) => events.findLast((event) => event.keyId === keyId && event.kind === kind);
    return rows.flatMap((row) => {
      const [refused, near] = [latest(row.id, "denied_share"), latest(row.id, "near_limit")];
      const refusals = refused === undefined ? null : { atMs: refused.at.getTime(), facts: { refused: 30, asked: 40 } };
      const nearLimit = near === undefined ? null : { atMs: near.at.getTime(), facts: { window: "minute", used: 90, limit: 100 } };
      const facts = factsOf(row, { refusals, nearLimit }, NOW_MS);
      return ATTENTION_REASONS.filter((reason) => needsAttention(reason, facts, NOW_MS)).map((reason) => `${reason} ${row.publicId}`);
    });
  }

  async function walk(reason: AttentionReason | null): Promise<string[]> {
    const find = (path: string) => listAttention(world, readAttentionQuery(Object.fromEntries(new URL(path, "http://x").searchParams)));
    const pages = [await find(attentionPath(reason))];
    for (let next = pages[0]?.next ?? null; next !== null; next = pages.at(-1)?.next ?? null) {
      pages.push(await find(attentionPath(reason, ["after", next])));
    }
    for (let index = pages.length - 1; index > 0; index--) {
      expect(await find(attentionPath(reason, ["before", pages[index]?.previous ?? ""]))).toEqual(pages[index - 1]);
    }
    return pages.flatMap(({ lines }) => lines.map((line) => `${line.reason} ${line.publicId}`));
  }

  async function fileOf(reason: AttentionReason | null, format: ExportFormat): Promise<string> {
    let text = "";
    for await (const piece of exportAttention(world, reason, format)) text += piece;
    return text;
  }

  it("every reason after the other, page by page there and back", async () => {
    const found = await walk(null);
    expect(found.length).toBeGreaterThan(3 * ATTENTION_PAGE);
    expect([...found].sort()).toEqual((await expected()).sort());
    const reasons = [...new Set(found.map((line) => line.split(" ", 1)[0]))];
    expect(reasons).toEqual(ATTENTION_REASONS);
  });

  it("a view asks once for each reason that it shows, and once for all counts", async () => {
    let asked = 0;
    const prisma = world.prisma.$extends({
      query: {
        $queryRaw({ args, query }) {
          asked += 1;
          return query(args);
        },
      },
    });
    await listAttention({ ...world, prisma: prisma as never }, { reason: "unlimited", position: null });
    expect(asked).toBe(2);
  });

  it("keys that expired long ago are passed by in the index", async () => {
    const { rows } = await world.pool.query<{ name: string }>(
      `SELECT indexname AS name FROM pg_indexes WHERE tablename = 'Key' AND indexdef LIKE '%"expiresAt"%' AND indexdef LIKE '%revokedAt%' ORDER BY 1`,
    );
    expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(["Key_idle", "Key_live", "Key_unlimited"]));
  });

  it("as a file, all of them in the order of the pages, once", async () => {
    const found = (await fileOf(null, "jsonl"))
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { readonly reason: string; readonly key: string });
    expect(found.map(({ reason, key }) => `${reason} ${key}`)).toEqual(await walk(null));
    const csv = (await fileOf("old", "csv")).trimEnd().split("\r\n");
    expect(csv.slice(1).every((line) => line.startsWith("old,"))).toBe(true);
    expect(csv).toHaveLength(1 + (await walk("old")).length);
  });

  it.each(ATTENTION_REASONS)("%s alone, as many as are counted", async (reason) => {
    const found = await walk(reason);
    const meant = (await expected()).filter((line) => line.startsWith(`${reason} `));
    expect(found.length).toBeGreaterThan(3);
    expect([...found].sort()).toEqual(meant.sort());
    expect((await listAttention(world, { reason, position: null })).counts[reason]).toBe(meant.length);
  });

  it("a line says what is the matter and whose the key is", async () => {
    const { lines } = await listAttention(world, { reason: "expiring", position: null });
    expect(lines[0]?.words).toMatch(/^Expires (?:in \d+ (?:day|hour)s?|within the hour), on 2026-\d\d-\d\d\./);
    expect(new Set(lines.map(({ owner }) => owner))).toEqual(new Set(["Ada", "the command line"]));
  });

  const works = (row: KeyRow) =>
    row.revokedAt === null && row.pausedAt === null && (row.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY) > NOW_MS;

  it.each<[string, Record<string, string>, (row: KeyRow) => boolean]>([
    ["every key that works", {}, () => true],
    ["those of a tenant", { tenant: TENANT }, ({ tenantId }) => tenantId === TENANT],
    ["those of none", { tenant: "none" }, ({ tenantId }) => tenantId === null],
    ["those of a member", { owner: MEMBER }, ({ createdBy }) => createdBy === `member:${MEMBER}`],
    ["those of the organisation", { owner: "organisation", api: "models" }, ({ createdBy }) => createdBy === "command-line"],
    ["those of an API that does not exist", { api: "nowhere" }, () => false],
  ])("the access report: %s, on pages and in a file", async (_what, query, matches) => {
    const meant = rows
      .filter((row) => works(row) && matches(row))
      .map(({ publicId }) => publicId)
      .sort();
    const found: string[] = [];
    for (let after: string | null = ""; after !== null; ) {
      const page = await listAccess(world, readAccessQuery({ ...query, after }));
      found.push(...page.rows.map(({ publicId }) => publicId));
      after = page.next;
    }
    expect(found.sort()).toEqual(meant);
    let text = "";
    for await (const lines of exportAccess(world, readAccessQuery(query), "jsonl")) text += lines;
    const told = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { readonly kind: string; readonly publicId?: string });
    expect(told[0]).toMatchObject({ kind: "member", name: "Ada", role: "owner" });
    expect(
      told
        .slice(1)
        .map(({ publicId }) => publicId)
        .sort(),
    ).toEqual(meant);
  });

  it("the access report on one page, to be printed, is that of its pages", async () => {
    const paged: string[] = [];
    for (let after: string | null = ""; after !== null; ) {
      const page = await listAccess(world, readAccessQuery({ after }));
      paged.push(...page.rows.map(({ publicId }) => publicId));
      after = page.next;
    }
    expect(paged.length).toBeGreaterThan(ACCESS_PAGE);
    const whole = await listAccess(world, readAccessQuery({ all: "1" }));
    expect(whole.rows.map(({ publicId }) => publicId)).toEqual(paged);
    expect(whole.next).toBeNull();
  });

  it("the access report is a spreadsheet without formulas", async () => {
    let text = "";
    for await (const lines of exportAccess(world, readAccessQuery({}), "csv")) text += lines;
    expect(text).toMatch(
      /^kind,id,name,email,role,api,plan,permissions,endpoints,addresses,tenantId,tenant,owner,created,expires,lastUsed\r\n/,
    );
    expect(text).toContain("key,key_0000000001,'=SUM(A1),");
  });
});
