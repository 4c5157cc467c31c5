// A request is found by its id among the latest ones of all keys, and told as it ended.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { requestId } from "@/lib/core/request-id";
import { placeDecisions, type StoredDecision } from "@/lib/core/usage/decision-lines";
import { randomPublicId } from "@/lib/manage/random-id";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";
import { findDecision } from "./find-decision";

const AT_MS = Date.UTC(2026, 10, 28, 12, 0, 59, 990);
const KEYS = 300;

const LIMITED: StoredDecision = {
  requestId: requestId(AT_MS, 1),
  atMs: AT_MS,
  outcome: "limited",
  reason: "rate_limited",
  endpoint: "/models",
  method: "GET",
  status: 4,
  range: "192.0.2.0/24",
  told: {
    facts: { limit: 5, window: "minute", retryAfter: 17 },
    limit: [{ name: "minute", limit: 5, remaining: 0, windowSeconds: 60, resetSeconds: 17 }],
    isDegraded: false,
  },
};

describe.each(Object.entries(TEST_DATABASES))("a request by its id on %s", (_name, open) => {
  let world: TestWorld;
  const keys = Array.from({ length: KEYS }, () => randomUUID());

  beforeAll(async () => {
    world = await open();
    const { prisma } = world;
    const apiId = randomUUID();
    await prisma.api.create({
      data: {
        id: apiId,
        slug: "metered",
        name: "Metered",
        dialect: "standard",
        hosts: [],
        plans: { create: { name: "default", windows: [] } },
      },
    });
    const made = { apiId, planName: "default", name: "key", createdBy: "command-line" };
    await prisma.key.createMany({ data: keys.map((id) => ({ id, publicId: randomPublicId(world.randomBytes), ...made })) });
    await prisma.$executeRaw`CREATE TABLE "UsageMinute_of_this_test" PARTITION OF "UsageMinute" DEFAULT`;
    const cell = { apiId, endpoint: "/models", method: "GET", outcome: "limited", reason: "rate_limited", status: 4, groupId: 1 };
    const series = keys.map((keyId, index) => ({ ...cell, id: index + 1, identity: randomUUID(), keyId, caller: keyId }));
    await prisma.usageSeries.createMany({ data: series });
    // All were in use in the minute after the one that the request came in.
    const sum = { at: new Date(AT_MS + 10), count: 1n, units: 0n, bytes: 0n, lastAt: new Date(AT_MS + 10) };
    await prisma.usageMinute.createMany({ data: series.map(({ id }) => ({ ...sum, seriesId: id })) });
  });
  afterAll(() => world?.close());

  async function write(keyId: string, writtenBefore: number, decisions: readonly StoredDecision[]): Promise<void> {
    for (const { slot, lap, text } of placeDecisions(writtenBefore, decisions)) {
      await world.prisma.$executeRaw`INSERT INTO "UsageDecision" AS d VALUES (${keyId}::uuid, ${slot}, ${lap}, ${text})
        ON CONFLICT ("keyId", "slot") DO UPDATE SET "entries" = d."entries" || EXCLUDED."entries"`;
    }
  }

  it("nothing is known of an id that nobody was told", async () => {
    await write(keys[0]!, 0, [{ ...LIMITED, requestId: requestId(AT_MS, 2) }]);
    expect(await findDecision(world, LIMITED.requestId)).toBeNull();
    expect(await findDecision(world, requestId(0, 0))).toBeNull();
  });

  it("of whichever key it is, and as one that was accepted and ended later", async () => {
    const last = keys[KEYS - 1]!;
    await write(last, 0, [LIMITED]);
    const key = await world.prisma.key.findUniqueOrThrow({ where: { id: last } });
    expect(await findDecision(world, LIMITED.requestId)).toEqual({
      requestId: LIMITED.requestId,
      atMs: AT_MS,
      api: "metered",
      outcome: "limited",
      reason: "rate_limited",
      endpoint: "/models",
      method: "GET",
      publicId: key.publicId,
      status: 4,
      range: "192.0.2.0/24",
      told: LIMITED.told,
    });
    const accepted = { ...LIMITED, requestId: requestId(AT_MS, 3), outcome: "accepted", reason: "" } as const;
    const others = Array.from({ length: 20 }, (_, index) => ({ ...LIMITED, requestId: requestId(AT_MS, 100 + index) }));
    await write(last, 1, [{ ...accepted, status: 0, endpoint: "" }, ...others, accepted]);
    expect(await findDecision(world, accepted.requestId)).toMatchObject({ outcome: "accepted", reason: null, endpoint: "/models" });
  });
});
