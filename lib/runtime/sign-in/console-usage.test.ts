// The room that the console shows is the limiter's own, looking takes nothing, and an outage is no broken page.
import { expect, it } from "vitest";
import { createEmbeddedLimiter } from "@/lib/adapters/embedded/limiter";
import { type Api, DEFAULT_SETTINGS, type Plan } from "@/lib/core/catalogue";
import { standard } from "@/lib/core/dialects/standard";
import { requestId } from "@/lib/core/request-id";
import { claimsOf } from "@/lib/core/windows/claims-of";
import type { Limiter } from "@/lib/ports/gate-ports";
import type { PrismaClient } from "@/prisma/generated/client";
import { type ConsoleUsageSources, openConsoleUsage } from "./console-usage";

const NOW_MS = 1_795_000_000_000;
const METERED: Plan = {
  name: "metered",
  windows: [{ limit: 10, seconds: 60 }],
  quota: { limit: 100, period: "month" },
  allowTokens: true,
  endpoints: null,
};
const API: Api = {
  id: "api-1",
  slug: "payments",
  name: "Payments",
  dialect: standard,
  upstream: "sample",
  hosts: [],
  endpoints: [],
  plans: { metered: METERED, open: { ...METERED, name: "open", windows: [], quota: null } },
  settings: DEFAULT_SETTINGS,
  holdsForeignSecrets: false,
};

function open(limiter: Limiter, more: Partial<ConsoleUsageSources> = {}) {
  return openConsoleUsage({
    ports: { limiter, clock: { nowMs: () => NOW_MS } },
    catalogue: { find: (slug) => (slug === API.slug ? API : null), current: () => ({ version: 1, apis: [API] }) },
    counting: { settle: async () => {}, findRefusal: async () => null },
    limiterState: () => "ok",
    supportUrl: null,
    nowMs: () => NOW_MS,
    // No test here reads the database.
    prisma: {} as PrismaClient,
    ...more,
  });
}

const KEY = { id: "key-1", api: "payments", plan: "metered", tenantId: null, createdBy: "command-line" };

it("shows each window and quota of the key's plan as they stand, and takes nothing", async () => {
  const limiter = createEmbeddedLimiter();
  await limiter.take(claimsOf(API, { ...KEY, accountId: null }, METERED), 3, NOW_MS - 1000);
  const usage = open(limiter);
  const first = await usage.headroomOf(KEY);
  expect(first?.map(({ name, limit, remaining }) => [name, limit, remaining])).toEqual([
    ["minute", 10, 7],
    ["quota-month", 100, 97],
  ]);
  expect(await usage.headroomOf(KEY)).toEqual(first);
  expect((await usage.headroomOf({ ...KEY, id: "key-2" }))?.map(({ remaining }) => remaining)).toEqual([10, 100]);
});

it.each([
  { ...KEY, plan: "open" },
  { ...KEY, plan: "gone" },
  { ...KEY, api: "gone" },
])("a key that nothing limits has no windows: %j", async (key) => expect(await open(createEmbeddedLimiter()).headroomOf(key)).toEqual([]));

it("a limiter that cannot be asked is told as not known", async () => {
  const fails = () => Promise.reject(new Error("connection refused"));
  expect(await open({ take: fails, peek: fails }).headroomOf(KEY)).toBeNull();
});

it("the book of refusals is read only where what is in it may be told", async () => {
  const read: string[] = [];
  const counting = {
    settle: async () => {},
    findRefusal: async (id: string) => {
      read.push(id);
      return null;
    },
  };
  const prisma = { $queryRaw: async () => [], decision: { findFirst: async () => null } } as unknown as PrismaClient;
  const usage = open(createEmbeddedLimiter(), { counting, prisma });
  const id = requestId(NOW_MS, 1);
  expect(await usage.explainRequest(id, { withKeyless: false })).toBeNull();
  expect(read).toEqual([]);
  expect(await usage.explainRequest(id, { withKeyless: true })).toBeNull();
  expect(read).toEqual([id]);
});
