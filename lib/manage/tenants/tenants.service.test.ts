// Tenants are renamed and filled with applications as single audited changes.

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readListQuery } from "@/lib/core/schemas/list-query";
import { EVERYTHING } from "@/lib/core/tenant-reach";
import { createApplication } from "@/lib/manage/applications/create-application";
import { NAMED_SORTS } from "@/lib/manage/named-orders";
import { randomPublicId } from "@/lib/manage/random-id";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";
import { patchTenant } from "./change-tenant";
import { createTenant } from "./create-tenant";
import { listTenantIds, listTenants } from "./list-tenants";
import { listTenantOverviews } from "./overview-tenants";

const ACTOR = "command-line";

describe.each(Object.entries(TEST_DATABASES))("tenants on %s", (_name, open) => {
  let world: TestWorld;
  let tenantId: string;
  beforeAll(async () => {
    world = await open();
  });
  afterAll(() => world?.close());
  beforeEach(async () => {
    tenantId = randomUUID();
    await world.prisma.tenant.deleteMany();
    await world.prisma.tenant.createMany({
      data: [
        { id: tenantId, name: "Default" },
        { id: randomUUID(), name: "Another" },
      ],
    });
  });

  const audited = (target: string) => world.prisma.auditEntry.findMany({ where: { target } });

  it("a tenant gets a new name, which no other tenant has", async () => {
    expect(await patchTenant(world, ACTOR, tenantId, { name: "Pied Piper" })).toMatchObject({
      kind: "done",
      value: { id: tenantId, name: "Pied Piper" },
    });
    expect(await patchTenant(world, ACTOR, tenantId, { name: "Pied Piper" })).toMatchObject({ kind: "unchanged" });
    expect(await patchTenant(world, ACTOR, tenantId, { name: "Another" })).toMatchObject({
      problems: [{ field: "name", code: "duplicate" }],
    });
    expect(await patchTenant(world, ACTOR, tenantId, { name: " " })).toMatchObject({ problems: [{ field: "name", code: "blank" }] });
    expect(await patchTenant(world, ACTOR, randomUUID(), { name: "Nobody" })).toEqual({ kind: "absent" });
    expect((await listTenants(world, EVERYTHING)).map((tenant) => tenant.name)).toEqual(["Another", "Pied Piper"]);
    expect(await listTenantIds(world)).toHaveLength(2);
    expect(await audited(`tenant:${tenantId}`)).toMatchObject([
      { chain: "instance", action: "tenant.update", details: { changed: ["name"], from: "Default", to: "Pied Piper" } },
    ]);
  });

  it("the second tenant is made only for whoever agreed that rules change; the first and the third need no agreement", async () => {
    const refusesSecond = { refusesSecond: true };
    const names = async () => (await listTenants(world, EVERYTHING)).map(({ name }) => name);
    await world.prisma.tenant.deleteMany();
    expect(await createTenant(world, ACTOR, { name: "First" }, refusesSecond)).toMatchObject({ kind: "done" });
    expect(await createTenant(world, ACTOR, { name: "Second" }, refusesSecond)).toMatchObject({
      kind: "refused",
      problems: [{ field: "agreement" }],
    });
    expect(await names()).toEqual(["First"]);
    expect(await createTenant(world, ACTOR, { name: "Second" })).toMatchObject({ kind: "done" });
    expect(await createTenant(world, ACTOR, { name: "Third" }, refusesSecond)).toMatchObject({ kind: "done" });
    expect(await names()).toEqual(["First", "Second", "Third"]);
    expect(await world.prisma.auditEntry.count({ where: { action: "tenant.create" } })).toBe(3);
  });

  it.each([
    ["Default", "duplicate"],
    [" ", "blank"],
    ["a".repeat(256), "invalid"],
    ["half \ud800", "invalid"],
  ])("a tenant named %j is refused at its name: %s", async (name, code) => {
    expect(await createTenant(world, ACTOR, { name })).toMatchObject({ kind: "refused", problems: [{ field: "name", code }] });
    expect(await listTenantIds(world)).toHaveLength(2);
  });

  it("a tenant shows its own keys only, whatever their state", async () => {
    const api = await world.prisma.api.create({
      data: {
        id: randomUUID(),
        slug: `api-${randomUUID()}`,
        name: "API",
        dialect: "standard",
        hosts: [],
        plans: { create: { name: "default", windows: [] } },
      },
    });
    const key = (owner: string | null, state: object = {}) => ({
      id: randomUUID(),
      publicId: randomPublicId(world.randomBytes),
      apiId: api.id,
      planName: "default",
      tenantId: owner,
      name: "key",
      createdBy: ACTOR,
      ...state,
    });
    await world.prisma.key.createMany({ data: [key(tenantId), key(tenantId, { revokedAt: new Date() }), key(null)] });
    const createdAt = expect.stringMatching(/Z$/);
    const { rows } = await listTenantOverviews(world, EVERYTHING, readListQuery(NAMED_SORTS, {}));
    expect(rows).toEqual([
      { id: expect.any(String), name: "Another", keys: 0, createdAt },
      { id: tenantId, name: "Default", keys: 2, createdAt },
    ]);
    await world.prisma.key.deleteMany({ where: { apiId: api.id } });
  });

  it("an application has roles with ids and keeps the vendor's fields, but no client secret", async () => {
    const made = await createApplication(world, ACTOR, tenantId, {
      name: "Hooli Search",
      roles: [
        { name: "admin", isSuperRole: true },
        { id: "6c9e9669-9670-4f85-9f16-8396c2206f7f", name: "user", isDefault: true },
      ],
      oauthConfiguration: { clientId: "hooli", clientSecret: "must not be kept", enabledGrants: ["authorization_code"] },
    });
    expect(made).toMatchObject({
      kind: "done",
      value: {
        tenantId,
        name: "Hooli Search",
        active: true,
        roles: [
          { name: "admin", id: expect.stringMatching(/^[0-9a-f-]{36}$/), isDefault: false, isSuperRole: true },
          { name: "user", id: "6c9e9669-9670-4f85-9f16-8396c2206f7f", isDefault: true, isSuperRole: false },
        ],
        oauthConfiguration: { clientId: "hooli", enabledGrants: ["authorization_code"] },
      },
    });
    expect(JSON.stringify(await world.prisma.application.findMany())).not.toContain("must not be kept");
    if (made.kind === "done") expect(await audited(`application:${made.value.id}`)).toMatchObject([{ chain: tenantId }]);
  });

  it.each([
    [{ name: "Taken" }, "name", "duplicate"],
    [{}, "name", "blank"],
    [{ name: "A", roles: [{ name: "a" }, { name: "a" }] }, "roles", "duplicate"],
    [{ name: "A", roles: [{}] }, "roles.0.name", "blank"],
    [{ name: "A", roles: [{ name: "a", power: 9 }] }, "roles.0.power", "invalid"],
    [{ name: "A", owner: "me" }, "owner", "invalid"],
  ])("an application %j is refused at %s: %s", async (application, field, code) => {
    await createApplication(world, ACTOR, tenantId, { name: "Taken" });
    expect(await createApplication(world, ACTOR, tenantId, application)).toMatchObject({ kind: "refused", problems: [{ field, code }] });
    expect(await world.prisma.application.count()).toBe(1);
  });

  it("an application's id is unique everywhere", async () => {
    const id = randomUUID();
    expect(await createApplication(world, ACTOR, tenantId, { name: "One" }, id)).toMatchObject({ kind: "done", value: { id } });
    expect(await createApplication(world, ACTOR, tenantId, { name: "Two" }, id)).toMatchObject({
      problems: [{ field: "id", code: "duplicate" }],
    });
  });
});
