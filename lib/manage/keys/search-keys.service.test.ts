// The list of keys: each order and filter gives what a plain reading of all keys gives, page by page in both directions.

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KEY_SORTS, type KeySort, readKeyCursor } from "@/lib/core/schemas/key-cursor";
import { EVERY_KEY_SEARCH, type KeySearch } from "@/lib/core/schemas/key-search";
import { KEY_STATES } from "@/lib/core/schemas/key-view";
import { EVERYTHING } from "@/lib/core/tenant-reach";
import type { Key } from "@/prisma/generated/client";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";
import { PAGE_SIZE, searchKeys } from "./search-keys";

const NOW_MS = Date.parse("2026-11-25T12:00:00.500Z");
const API_IDS = ["11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"] as const;
const TENANT = "33333333-3333-4333-8333-333333333333";
const KEYS = 3 * PAGE_SIZE + 7;

describe.each(Object.entries(TEST_DATABASES))("on %s", (_name, open) => {
  let world: TestWorld;
  let all: Key[];

  beforeAll(async () => {
    world = { ...(await open()), nowMs: () => NOW_MS };
    for (const [n, id] of API_IDS.entries()) {
      await world.prisma.api.create({
        data: { id, slug: `api-${n}`, name: id, dialect: "standard", plans: { create: [{ name: "default", windows: [] }] } },
      });
    }
    await world.prisma.tenant.create({ data: { id: TENANT, name: "Pied Piper" } });
    await world.prisma.key.createMany({ data: Array.from({ length: KEYS }, (_, n) => keyRow(n)) });
    all = await world.prisma.key.findMany();
  });
  afterAll(() => world?.close());

  const find = (search: Partial<KeySearch>) => searchKeys(world, EVERYTHING, { ...EVERY_KEY_SEARCH, ...search });

  /** Every page from the first to the last, checked against each page back again. */
  async function walk(search: Partial<KeySearch>): Promise<string[]> {
    const sort = search.sort ?? "newest";
    const pages = [await find(search)];
    expect(pages[0]?.previous).toBeNull();
    for (let next = pages[0]?.next ?? null; next !== null; next = pages.at(-1)?.next ?? null) {
      pages.push(await find({ ...search, position: { side: "after", place: readKeyCursor(sort, next)! } }));
      expect(pages.length).toBeLessThan(10);
    }
    for (let index = pages.length - 1; index > 0; index--) {
      const before = await find({ ...search, position: { side: "before", place: readKeyCursor(sort, pages[index]!.previous!)! } });
      expect(before).toEqual(pages[index - 1]);
    }
    return pages.flatMap(({ keys }) => keys.map(({ id }) => id));
  }

  const idsOf = (sort: KeySort, matches: (row: Key) => boolean) =>
    all
      .filter(matches)
      .sort(ORDERS[sort])
      .map(({ id }) => id);

  it.each(KEY_SORTS)("sorted by %s, page by page there and back", async (sort) => {
    expect(await walk({ sort })).toEqual(idsOf(sort, () => true));
  });

  it.each(KEY_SORTS.flatMap((sort) => KEY_STATES.map((state) => [state, sort] as const)))("only the %s, by %s", async (state, sort) => {
    const expected = idsOf(sort, (row) => stateOf(row) === state);
    expect(expected.length).toBeGreaterThan(5);
    expect(await walk({ state, sort })).toEqual(expected);
  });

  it("of an API, of a tenant, of none, of what does not exist, and all at once", async () => {
    expect(await walk({ api: "api-1" })).toEqual(idsOf("newest", (row) => row.apiId === API_IDS[1]));
    expect(await walk({ tenant: TENANT })).toEqual(idsOf("newest", (row) => row.tenantId === TENANT));
    expect(await walk({ tenant: "none", sort: "name" })).toEqual(idsOf("name", (row) => row.tenantId === null));
    expect(await walk({ tenant: randomUUID() })).toEqual([]);
    expect(await walk({ api: "' OR 1=1 --" })).toEqual([]);
    const both = idsOf("expiry", (row) => row.apiId === API_IDS[0] && row.tenantId === TENANT && stateOf(row) === "active");
    expect(await walk({ api: "api-0", tenant: TENANT, state: "active", text: "key_", sort: "expiry" })).toEqual(both);
  });

  it.each([
    ["nightly JOB 7", (row: Key) => row.description.includes("nightly job 7")],
    ["key_0000000010", (row: Key) => row.publicId === "key_0000000010"],
    ["KEY_0000000011", (row: Key) => row.publicId === "key_0000000011"],
    ["100%", (row: Key) => row.name.includes("100%")],
    ["_", () => true],
    ["y_0000000012", (row: Key) => row.publicId === "key_0000000012"],
    ["\\", (row: Key) => row.name.includes("\\")],
    ["ß", (row: Key) => row.name.includes("ß")],
    ["'; DROP TABLE", () => false],
    ["%%", () => false],
  ])("%j is searched for as it is, in any case, in name, id and description", async (text, matches) => {
    expect(await walk({ text })).toEqual(idsOf("newest", matches));
  });

  it("a pasted UUID finds its key", async () => {
    expect(await walk({ text: all[3]!.id.toUpperCase() })).toEqual([all[3]!.id]);
    expect(await walk({ text: randomUUID() })).toEqual([]);
  });

  it("from a place whose key is gone it goes on; too near to the beginning, or past the end, the first page is given", async () => {
    const first = await find({});
    const [third] = all.sort(ORDERS.newest).slice(2);
    const place = (value: number) => ({ value, id: randomUUID() });
    const gone = await find({ position: { side: "after", place: place(third!.createdAt.getTime() - 1) } });
    expect(gone.keys[0]?.id).toBe(all.filter((row) => row.createdAt < third!.createdAt).sort(ORDERS.newest)[0]?.id);
    expect(await find({ position: { side: "before", place: place(third!.createdAt.getTime()) } })).toEqual(first);
    expect(await find({ position: { side: "after", place: place(0) } })).toEqual(first);
  });
});

/** Many share an instant, so that the id has to tell them apart. */
function keyRow(n: number) {
  const atMs = (days: number) => new Date(NOW_MS + days * 86_400_000);
  const names = ["Backup 100%", "alpha \\ omega", "Ärger", "straße", "beta", "Zeta", "10_percent"];
  return {
    id: randomUUID(),
    publicId: `key_${String(n).padStart(10, "0")}`,
    apiId: API_IDS[n % 5 === 0 ? 1 : 0],
    planName: "default",
    tenantId: n % 3 === 0 ? TENANT : null,
    name: names[n % names.length]!,
    description: `used by nightly job ${n % 10}`,
    createdBy: "test",
    createdAt: atMs(-Math.floor(n / 4)),
    expiresAt: n % 2 === 0 ? null : n % 7 === 0 ? atMs(0) : atMs((n % 9) - 4),
    pausedAt: n % 6 === 0 ? atMs(-1) : null,
    revokedAt: n % 8 === 0 ? atMs(-1) : null,
    lastUsedAt: n % 5 < 2 ? null : atMs(-(n % 11)),
  };
}

function stateOf(row: Key): (typeof KEY_STATES)[number] {
  if (row.revokedAt !== null) return "revoked";
  if (row.expiresAt !== null && row.expiresAt.getTime() <= NOW_MS) return "expired";
  return row.pausedAt === null ? "active" : "paused";
}

const compare = <T extends number | string>(a: T, b: T) => (a < b ? -1 : a > b ? 1 : 0);
const byId = (a: Key, b: Key) => compare(a.id, b.id);
const bytes = (text: string) => Buffer.from(text.replace(/[A-Z]/g, (letter) => letter.toLowerCase()));
const used = (row: Key) => row.lastUsedAt?.getTime() ?? Number.NEGATIVE_INFINITY;
const expires = (row: Key) => row.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY;

const ORDERS: Readonly<Record<KeySort, (a: Key, b: Key) => number>> = {
  newest: (a, b) => compare(b.createdAt.getTime(), a.createdAt.getTime()) || byId(b, a),
  oldest: (a, b) => compare(a.createdAt.getTime(), b.createdAt.getTime()) || byId(a, b),
  name: (a, b) => Buffer.compare(bytes(a.name), bytes(b.name)) || byId(a, b),
  "last-used": (a, b) => compare(used(b), used(a)) || byId(b, a),
  expiry: (a, b) => compare(expires(a), expires(b)) || byId(a, b),
};
