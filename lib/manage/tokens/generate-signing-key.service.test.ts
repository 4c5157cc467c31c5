// Signing keys are made for tokens of one tenant or of protected APIs, and stand in the audit of whom they are for.

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { readPlacement } from "@/lib/core/schemas/place-query";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";
import { generateSigningKey } from "./generate-signing-key";
import { overviewSigningKeys, SIGNING_KEYS } from "./overview-signing-keys";

const OWNER = `member:${randomUUID()}`;

describe.each(Object.entries(TEST_DATABASES))("making signing keys on %s", (_name, open) => {
  let world: TestWorld;
  const tenantId = randomUUID();
  beforeAll(async () => {
    world = await open();
    await world.prisma.tenant.create({ data: { id: tenantId, name: "Acme" } });
  });
  afterAll(() => world?.close());

  async function made(algorithm: string, forTenant: string | null) {
    const outcome = await generateSigningKey(world, OWNER, { algorithm }, { tenantId: forTenant });
    if (outcome.kind !== "done") throw new Error(JSON.stringify(outcome));
    const { id } = outcome.value;
    const row = (await overviewSigningKeys(world, readPlacement(SIGNING_KEYS, {}))).rows.find((key) => key.id === id);
    const entry = await world.prisma.auditEntry.findFirst({ where: { target: `signing-key:${id}` } });
    return { tenant: row?.tenant?.name ?? null, state: row?.state, chain: entry?.chain, actor: entry?.actor, action: entry?.action };
  }

  it.each([
    ["ES256", "Acme", "signs"],
    ["HS256", "Acme", "spare"],
    ["RS256", null, "signs"],
    ["EdDSA", null, "spare"],
  ] as const)("%s for %s → %s", async (algorithm, tenant, state) => {
    const chain = tenant === null ? INSTANCE_CHAIN : tenantId;
    const facts = { tenant, state, chain, actor: OWNER, action: "signing-key.create" };
    expect(await made(algorithm, tenant === null ? null : tenantId)).toEqual(facts);
  });

  it.each([
    ["tenantId", { algorithm: "ES256" }, randomUUID()],
    ["algorithm", { algorithm: "none" }, null],
    ["algorithm", { algorithm: "" }, null],
    ["name", { algorithm: "ES256", name: " " }, null],
  ] as const)("a wrong %s is refused at its field: %j for %s", async (field, key, forTenant) => {
    const before = await world.prisma.signingKey.count();
    const outcome = await generateSigningKey(world, OWNER, key, { tenantId: forTenant });
    expect(outcome).toMatchObject({ kind: "refused", problems: [{ field }] });
    expect(await world.prisma.signingKey.count()).toBe(before);
  });

  it("a name is given once", async () => {
    const twice = () => generateSigningKey(world, OWNER, { algorithm: "ES256", name: "Ours" }, { tenantId });
    expect(await twice()).toMatchObject({ kind: "done" });
    expect(await twice()).toMatchObject({ kind: "refused", problems: [{ field: "name", code: "duplicate" }] });
  });
});
