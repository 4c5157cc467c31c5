// Within reach of a confined member are the keys of their tenants: others are found nowhere, change by nothing, and are told of to others.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { KeyMaker } from "@/lib/core/keys/key-access";
import { EVERY_KEY_SEARCH, type KeySearch, NO_TENANT } from "@/lib/core/schemas/key-search";
import { readListQuery } from "@/lib/core/schemas/list-query";
import { EVERYTHING, type TenantReach } from "@/lib/core/tenant-reach";
import { NAMED_SORTS } from "@/lib/manage/named-orders";
import { listTenantNames, listTenants } from "@/lib/manage/tenants/list-tenants";
import { listTenantOverviews } from "@/lib/manage/tenants/overview-tenants";
import { suggestTenants } from "@/lib/manage/tenants/suggest-tenants";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";
import { asMaker, asRenewer } from "./as-maker";
import { createKey } from "./create-key";
import { createKeyOnce, type KeyFormWorld } from "./create-key-once";
import { editKey } from "./edit-key";
import { extendKey } from "./extend-key";
import { showKey } from "./find-key";
import { recipientsOf } from "./key-recipients";
import { ANY_VERSION } from "./key-version";
import { pauseKey } from "./pause-key";
import { replaceCompromisedKey } from "./replace-key";
import { revokeKey } from "./revoke-key";
import { rotateKeyOnce } from "./rotate-key";
import { searchKeys } from "./search-keys";

const [ACME, PIPER] = [1, 2].map((number) => `0000000${number}-0000-4000-8000-000000000000`) as [string, string];
const BOB = "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb";
const actor = `member:${BOB}`;
const CONFINED: KeyMaker = { role: "admin", isConfined: true, reach: [ACME], actor };
const NOWHERE: KeyMaker = { ...CONFINED, reach: [] };

describe.each(Object.entries(TEST_DATABASES))("reach, on %s", (_name, open) => {
  let world: TestWorld & KeyFormWorld;
  /** Ids of keys, by whose they are. */
  const ids: Record<"acme" | "piper" | "none", string> = { acme: "", piper: "", none: "" };

  beforeAll(async () => {
    world = { ...(await open()), admitTypedSecret: () => null };
    await world.prisma.api.create({
      data: { id: randomUUID(), slug: "fusion-ai", name: "F", dialect: "fusion-ai", plans: { create: [{ name: "default", windows: [] }] } },
    });
    for (const [id, name] of [
      [ACME, "Acme"],
      [PIPER, "Pied Piper"],
    ] as const)
      await world.prisma.tenant.create({ data: { id, name } });
    await world.prisma.member.create({
      data: { id: BOB, email: "bob@example.com", name: "Bob", role: "admin", isConfined: true, tenants: { create: { tenantId: ACME } } },
    });
    await world.prisma.member.create({ data: { id: randomUUID(), email: "ada@example.com", name: "Ada", role: "owner" } });
  });
  afterAll(() => world?.close());

  beforeEach(async () => {
    await world.prisma.key.deleteMany();
    for (const [whose, tenantId] of [
      ["acme", ACME],
      ["piper", PIPER],
      ["none", null],
    ] as const) {
      // Made by the member, before they were confined.
      const fields = { api: "fusion-ai", name: `key of ${whose}`, tenantId, expiresAt: new Date(Date.now() + 86_400_000).toISOString() };
      const outcome = await createKey(world, actor, fields);
      if (outcome.kind !== "done") throw new Error(JSON.stringify(outcome));
      ids[whose] = outcome.value.key.id;
    }
  });

  const find = async (reach: TenantReach, search: Partial<KeySearch> = {}) =>
    (await searchKeys(world, reach, { ...EVERY_KEY_SEARCH, ...search })).keys.map(({ name }) => name).sort();

  it("lists and searches only what is within it, whatever is asked for", async () => {
    expect(await find(EVERYTHING)).toHaveLength(3);
    expect(await find([ACME])).toEqual(["key of acme"]);
    expect(await find([ACME, PIPER])).toEqual(["key of acme", "key of piper"]);
    expect(await find([])).toEqual([]);
    const foreign = await showKey(world, EVERYTHING, ids.piper);
    for (const search of [
      { tenant: PIPER },
      { tenant: NO_TENANT },
      { text: "piper" },
      { text: foreign!.publicId },
      { text: foreign!.id },
      { text: ids.none },
    ])
      expect(await find([ACME], search)).toEqual([]);
    for (const sort of ["newest", "oldest", "name", "last-used", "expiry"] as const)
      expect(await find([ACME], { sort })).toEqual(["key of acme"]);
  });

  it("shows a key beyond it as one that is not there", async () => {
    expect((await showKey(world, [ACME], ids.acme))?.tenantId).toBe(ACME);
    for (const id of [ids.piper, ids.none, randomUUID()]) expect(await showKey(world, [ACME], id)).toBeNull();
    expect(await showKey(world, [], ids.acme)).toBeNull();
  });

  it("names, suggests and counts only tenants within it", async () => {
    const listRows = async (...[its, reach]: Parameters<typeof listTenants>) =>
      (await listTenantOverviews(its, reach, readListQuery(NAMED_SORTS, {}))).rows;
    const namesOf = (tenants: readonly { readonly name: string }[]) => tenants.map(({ name }) => name);
    for (const list of [
      await listTenants(world, [ACME]),
      await listTenantNames(world, [ACME]),
      await listRows(world, [ACME]),
      await suggestTenants(world, [ACME], "e", 8),
    ])
      expect(namesOf(list)).toEqual(["Acme"]);
    expect(await suggestTenants(world, [ACME], "piper", 8)).toEqual([]);
    const besides = ["Pied Piper", PIPER, "Nobody", ""];
    expect(namesOf(await listTenantNames(world, [ACME], { most: 1, besides }))).toEqual(["Acme"]);
    expect(namesOf(await listTenantNames(world, EVERYTHING, { most: 1, besides }))).toEqual(["Acme", "Pied Piper"]);
    expect(namesOf(await listTenantNames(world, EVERYTHING, { most: 1, besides: [PIPER.toUpperCase()] }))).toEqual(["Acme", "Pied Piper"]);
    expect(namesOf(await listTenantNames(world, EVERYTHING, { most: 1 }))).toEqual(["Acme"]);
    expect(namesOf(await suggestTenants(world, EVERYTHING, "piper", 8))).toEqual(["Pied Piper"]);
    for (const list of [listTenants, listTenantNames, listRows]) expect(await list(world, [])).toEqual([]);
  });

  const edit = {
    description: "edited",
    purpose: null,
    plan: "default",
    permissions: ["*"],
    endpoints: {},
    ipAllowList: [],
    keyManager: false,
  };
  const CHANGES: Readonly<Record<string, (maker: KeyMaker, id: string) => Promise<{ readonly kind: string }>>> = {
    pause: (maker, id) => asMaker(world, maker, id, pauseKey),
    revoke: (maker, id) => asMaker(world, maker, id, revokeKey),
    extend: (maker, id) =>
      asRenewer(world, maker, id, (_, by, key) =>
        extendKey(world, by, key, { expiresAt: new Date(Date.now() + 10 * 86_400_000).toISOString() }),
      ),
    rotate: (maker, id) =>
      asRenewer(world, maker, id, (_, by, key) =>
        rotateKeyOnce(world, by, key, { id: randomUUID(), reason: "routine", overlapSeconds: 60 }),
      ),
    replace: (maker, id) =>
      asRenewer(world, maker, id, (_, by, key) => replaceCompromisedKey(world, by, key, { id: randomUUID(), origin: "https://k.example" })),
    edit: (maker, id) => editKey(world, maker, id, ANY_VERSION, { ...edit, name: "edited", expiresAt: null }),
  };

  it.each(Object.keys(CHANGES))("%s: works within it, and beyond it changes nothing of what is absent", async (name) => {
    const change = CHANGES[name]!;
    const before = await world.prisma.key.findMany({ include: { secrets: true }, orderBy: { id: "asc" } });
    const rows = await world.prisma.auditEntry.count();
    for (const id of [ids.piper, ids.none, randomUUID()]) expect(await change(CONFINED, id)).toEqual({ kind: "absent" });
    expect(await change(NOWHERE, ids.acme)).toEqual({ kind: "absent" });
    expect(await world.prisma.key.findMany({ include: { secrets: true }, orderBy: { id: "asc" } })).toEqual(before);
    expect(await world.prisma.auditEntry.count()).toBe(rows);
    expect(await change(CONFINED, ids.acme)).toMatchObject({ kind: "done" });
  });

  it("a new key is of a tenant within it, or is not made", async () => {
    const form = () => ({ id: randomUUID(), api: "fusion-ai", name: "new" });
    for (const tenantId of [PIPER, null, undefined, "", randomUUID()])
      expect(await createKeyOnce(world, CONFINED, { ...form(), tenantId })).toMatchObject({
        kind: "refused",
        problems: [{ field: "tenantId" }],
      });
    expect(await createKeyOnce(world, NOWHERE, { ...form(), tenantId: ACME })).toMatchObject({ kind: "refused" });
    expect(await createKeyOnce(world, CONFINED, { ...form(), tenantId: ACME })).toMatchObject({ kind: "done" });
    expect(await find(EVERYTHING)).toHaveLength(4);
  });

  it("a form's id that is a key's beyond it tells nothing of that key", async () => {
    const form = { id: ids.piper, api: "fusion-ai", name: "new", tenantId: ACME };
    expect(await createKeyOnce(world, CONFINED, form)).toMatchObject({ kind: "refused", problems: [{ field: "id" }] });
    const replaced = await asRenewer(world, CONFINED, ids.acme, (_, by, key) =>
      replaceCompromisedKey(world, by, key, { id: ids.piper, origin: "https://k.example" }),
    );
    expect(replaced).toMatchObject({ kind: "refused" });
    expect((await showKey(world, EVERYTHING, ids.acme))?.state).toBe("active");
  });

  it("of keys beyond it the owners are told, not the member who made them", async () => {
    const emails = async (tenantId: string | null) =>
      (await recipientsOf(world.prisma, { createdBy: actor, tenantId }, { withOwners: false })).map(({ email }) => email);
    expect(await emails(ACME)).toEqual(["bob@example.com"]);
    for (const tenantId of [PIPER, null]) expect(await emails(tenantId)).toEqual(["ada@example.com"]);
  });
});
