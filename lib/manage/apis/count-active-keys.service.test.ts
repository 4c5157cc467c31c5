// Active keys are those that open their API now.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { randomPublicId } from "@/lib/manage/random-id";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";
import { countActiveKeys } from "./count-active-keys";

describe.each(Object.entries(TEST_DATABASES))("active keys on %s", (_name, open) => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await open();
  });
  afterAll(() => world?.close());

  async function makeApi(slug: string, states: readonly object[]): Promise<string> {
    const id = randomUUID();
    await world.prisma.api.create({
      data: { id, slug, name: slug, dialect: "standard", hosts: [], plans: { create: { name: "default", windows: [] } } },
    });
    await world.prisma.key.createMany({
      data: states.map((state) => ({
        id: randomUUID(),
        publicId: randomPublicId(world.randomBytes),
        apiId: id,
        planName: "default",
        name: "key",
        createdBy: "command-line",
        ...state,
      })),
    });
    return id;
  }

  it("neither revoked, paused nor expired ones count, and an API without any is absent", async () => {
    const now = world.nowMs();
    const past = new Date(now - 1_000);
    const later = new Date(now + 60_000);
    const some = await makeApi("some", [{}, { expiresAt: later }, { expiresAt: past }, { pausedAt: past }, { revokedAt: past }]);
    const none = await makeApi("none", [{ revokedAt: past }]);
    const other = await makeApi("other", [{}]);
    const counts = await countActiveKeys(world, [some, none]);
    expect(counts.get(some)).toBe(2);
    expect(counts.has(none)).toBe(false);
    expect(counts.has(other)).toBe(false);
  });
});
