// The members of the access report: owners first, each on one page and once in the file; a filter offers the first by name.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MOST_MEMBERS_OFFERED } from "@/lib/core/most-offered";
import { ROLES, type Role } from "@/lib/core/roles";
import { accessPageText, readAccessQuery } from "@/lib/core/schemas/access-query";
import { offerMembers } from "@/lib/manage/team/offer-members";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";
import { ACCESS_PAGE, exportAccess, listAccessMembers } from "./list-access";

const COUNT = MOST_MEMBERS_OFFERED + 7;
/** The last by name of all. */
const LAST = randomUUID();

describe.each(Object.entries(TEST_DATABASES))("members of the access report, on %s", (_name, open) => {
  let world: TestWorld;

  beforeAll(async () => {
    world = await open();
    const rows = Array.from({ length: COUNT }, (_, n) => ({
      id: randomUUID(),
      name: `Member ${n % 10}`,
      role: ROLES[n % ROLES.length] ?? "viewer",
    }));
    rows.push({ id: LAST, name: "Zoe", role: "viewer" });
    await world.prisma.member.createMany({ data: rows.map((row, n) => ({ ...row, email: `${n}@example.com` })) });
  });
  afterAll(() => world?.close());

  const askedFor = (text: string) => readAccessQuery(Object.fromEntries(new URLSearchParams(text)));

  async function walk() {
    const first = await listAccessMembers(world, readAccessQuery({}));
    const pages = [first];
    for (let { next } = first; next !== null; next = pages.at(-1)?.next ?? null) {
      pages.push(await listAccessMembers(world, askedFor(accessPageText(readAccessQuery({}), "members", next))));
    }
    return pages;
  }

  it("page by page each once, by role and name, although many share both", async () => {
    const pages = await walk();
    expect(pages.map(({ rows }) => rows.length)).toEqual([ACCESS_PAGE, ACCESS_PAGE, COUNT + 1 - 2 * ACCESS_PAGE]);
    const rows = pages.flatMap((page) => page.rows);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(COUNT + 1);
    const places = rows.map(({ role, name, id }) => [ROLES.length - ROLES.indexOf(role as Role), name, id].join(" "));
    expect(places).toEqual([...places].sort());
    expect(new Set(rows.slice(0, 90).map(({ role }) => role))).toEqual(new Set(["owner"]));
    expect(rows.at(-1)).toMatchObject({ id: LAST, role: "viewer" });
  });

  it.each(["made-up", "WzEsMl0", randomUUID()])("%s is no place: the first page", async (cursor) => {
    const [first] = await walk();
    expect(await listAccessMembers(world, readAccessQuery({ "members-after": cursor }))).toEqual(first);
  });

  it("on one page, to be printed, and in the file are all", async () => {
    const ids = (await walk()).flatMap(({ rows }) => rows.map(({ id }) => id));
    const whole = await listAccessMembers(world, readAccessQuery({ all: "1" }));
    expect([whole.rows.map(({ id }) => id), whole.next]).toEqual([ids, null]);
    let text = "";
    for await (const lines of exportAccess(world, readAccessQuery({}), "jsonl")) text += lines;
    const told = text.trimEnd().split("\n");
    expect(told.map((line) => (JSON.parse(line) as { readonly id: string }).id)).toEqual(ids);
  });

  it("a filter offers the first by name, and whoever is chosen", async () => {
    const offered = await offerMembers(world, null);
    expect(offered).toHaveLength(MOST_MEMBERS_OFFERED);
    expect(offered.some(({ id }) => id === LAST)).toBe(false);
    expect(await offerMembers(world, offered[0]?.id ?? "")).toEqual(offered);
    expect(await offerMembers(world, LAST)).toEqual([...offered, { id: LAST, name: "Zoe" }]);
    expect(await offerMembers(world, randomUUID())).toEqual(offered);
  });
});
