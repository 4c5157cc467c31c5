// The audit page by page, narrowed by who, what, to what and when: each gives what a plain reading of all rows gives, and a file holds the same.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { type AuditFilter, readAuditQuery, WHOLE_AUDIT } from "@/lib/core/schemas/audit-query";
import { changing } from "@/lib/manage/changing";
import { done } from "@/lib/manage/outcome";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";
import { exportAudit } from "./export-audit";
import { AUDIT_PAGE, listAudit, listAuditActions } from "./list-audit";
import { showAudit } from "./show-audit";

const START_MS = Date.parse("2026-11-20T22:00:00.000Z");
const HOUR_MS = 3_600_000;
const ROWS = 2 * AUDIT_PAGE + 7;
const ID = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
const TENANT = "33333333-3333-4333-8333-333333333333";
const ACTORS = ["command-line", `member:${ID(1)}`, "key:key_0000000001"] as const;
const ACTIONS = ["key.create", "key.revoke", "tenant.rename", "key.frobnicate"] as const;

interface Told {
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  readonly atMs: number;
}

describe.each(Object.entries(TEST_DATABASES))("on %s", (_name, open) => {
  let world: TestWorld;
  /** Newest first. */
  let all: Told[];

  beforeAll(async () => {
    world = await open();
    await world.prisma.member.create({ data: { id: ID(1), email: "ada@example.com", name: "=Ada", role: "owner" } });
    for (let n = 0; n < ROWS; n++) {
      // Two rows of each instant, in two chains.
      const atMs = START_MS + Math.floor(n / 2) * HOUR_MS;
      await changing({ ...world, nowMs: () => atMs }, ACTORS[n % 3] ?? "", async ({ record }) => {
        record(n % 2 === 0 ? INSTANCE_CHAIN : TENANT, ACTIONS[n % 4] ?? "", `key:${ID(n % 5)}`, { name: `key ${n}` });
        return done(null);
      });
    }
    const rows = await world.prisma.auditEntry.findMany({ orderBy: [{ at: "desc" }, { chain: "desc" }, { sequence: "desc" }] });
    all = rows.map(({ actor, action, target, at }) => ({ actor, action, target, atMs: at.getTime() }));
  });
  afterAll(() => world?.close());

  /** Every page from the first to the last, checked against each page back again. */
  async function walk(filter: Partial<AuditFilter>): Promise<Told[]> {
    const find = (side?: string, cursor?: string | null) =>
      listAudit(world, readAuditQuery({ ...filter, ...(side === undefined ? {} : { [side]: cursor ?? "" }) }));
    const pages = [await find()];
    expect(pages[0]?.previous).toBeNull();
    for (let next = pages[0]?.next ?? null; next !== null; next = pages.at(-1)?.next ?? null) pages.push(await find("after", next));
    for (let index = pages.length - 1; index > 0; index--) expect(await find("before", pages[index]?.previous)).toEqual(pages[index - 1]);
    return pages.flatMap(({ items }) => items.map(({ actor, action, target, atMs }) => ({ actor, action, target, atMs })));
  }

  it.each<[string, Partial<AuditFilter>, (told: Told) => boolean]>([
    ["everything", {}, () => true],
    ["an actor", { actor: ACTORS[1] }, ({ actor }) => actor === ACTORS[1]],
    ["an action", { action: "key.revoke" }, ({ action }) => action === "key.revoke"],
    ["a UUID", { about: ID(2).toUpperCase() }, ({ target }) => target === `key:${ID(2)}`],
    ["a target", { about: `key:${ID(3)}` }, ({ target }) => target === `key:${ID(3)}`],
    ["what is in no row", { about: "key_0000000009" }, () => false],
    ["days, both of them whole", { from: "2026-11-21", until: "2026-11-21" }, ({ atMs }) => new Date(atMs).getUTCDate() === 21],
    [
      "a minute up to a second, both of them whole, at another offset",
      { from: "2026-11-21T10:30", until: "2026-11-22T02:00:00+02:00" },
      ({ atMs }) => atMs >= Date.parse("2026-11-21T10:30:00Z") && atMs < Date.parse("2026-11-22T00:00:01Z"),
    ],
    ["all time", { from: "0001-01-01", until: "9999-12-31" }, () => true],
    [
      "all at once",
      { actor: ACTORS[0], action: "key.create", about: ID(0), from: "2026-11-20", until: "2026-11-22" },
      ({ actor, action, target, atMs }) =>
        actor === ACTORS[0] && action === "key.create" && target === `key:${ID(0)}` && atMs < Date.parse("2026-11-23"),
    ],
  ])("%s, page by page there and back, and as a file", async (_what, filter, matches) => {
    const expected = all.filter(matches);
    expect(await walk(filter)).toEqual(expected);
    let text = "";
    for await (const lines of exportAudit(world, { ...WHOLE_AUDIT, ...filter }, "jsonl")) text += lines;
    const rows = text
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Told & { readonly at: string });
    expect(rows.map(({ actor, action, target, at }) => ({ actor, action, target, atMs: Date.parse(at) }))).toEqual(expected);
  });

  it("knows every action that was recorded, and names who did what to what", async () => {
    expect(await listAuditActions(world)).toEqual([...ACTIONS].sort());
    const { entries, actors } = await showAudit(world, readAuditQuery({ actor: ACTORS[2] }));
    expect(entries[0]).toMatchObject({ by: { name: "the key key_0000000001", path: "/keys/key_0000000001" } });
    expect(actors).toEqual(
      expect.arrayContaining([
        { value: ACTORS[1], label: "=Ada" },
        { value: ACTORS[2], label: "The key key_0000000001" },
      ]),
    );
    const unknown = await showAudit(world, readAuditQuery({ action: "key.frobnicate" }));
    expect(unknown.entries[0]).toMatchObject({ words: "key.frobnicate", target: expect.stringMatching(/^key:/), about: { path: null } });
  });

  it("is a spreadsheet without formulas", async () => {
    let text = "";
    for await (const lines of exportAudit(world, { ...WHOLE_AUDIT, actor: ACTORS[1] }, "csv")) text += lines;
    expect(text).toMatch(/^at,chain,sequence,actor,by,action,target,words,details\r\n/);
    expect(text).toContain(`,member:${ID(1)},'=Ada,`);
    expect(text.split("\r\n")).toHaveLength(all.filter(({ actor }) => actor === ACTORS[1]).length + 2);
  });
});
