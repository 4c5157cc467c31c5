// A key that is judged to be within another can do nothing that the other cannot: tried request by request.
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Assessed, assess } from "@/lib/core/assess";
import type { Endpoint, EndpointGrants, Plan, Window } from "@/lib/core/catalogue";
import type { Dialect } from "@/lib/core/dialects/dialect";
import { fusionauth } from "@/lib/core/dialects/fusionauth";
import { standard } from "@/lib/core/dialects/standard";
import type { KeyRecord } from "@/lib/core/key-record";
import { decideTenant } from "@/lib/core/tenancy/decide-tenant";
import { indexEndpoints } from "./endpoint-index";
import { type Dimension, type KeyPower, widerIn } from "./within";

const PAIRS = Number(process.env.PAIRS ?? 10_000);
const SEED = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));

const METHODS = ["GET", "POST"];
const PERMISSIONS = ["read", "write", "admin"];
const TENANTS = ["30663132-6464-6665-3032-326466613934", "6c9e9669-9670-4f85-9f16-8396c2206f7f"];
const INSTANTS = [1_000, 2_000, 3_000];
const PEERS = ["10.0.0.1", "10.0.0.2", "10.0.1.1", "10.1.0.1", "192.0.2.7", "::ffff:10.0.0.1", "2001:db8::1", "::1"];
const BLOCKS = [
  "10.0.0.0/8",
  "10.0.0.0/24",
  "10.0.0.1",
  "::ffff:10.0.0.0/104",
  "192.0.2.0/24",
  "2001:db8::/32",
  "2001:db8::1",
  "0.0.0.0/0",
  "::/0",
];

const REGISTERED: readonly Endpoint[] = [
  ["/{root}", null],
  ["/a", null],
  ["/a/{id}", "read"],
  ["/a/{id}/{part}", "write"],
  ["/a/b", null],
  ["/a/b/{id}", "admin"],
  ["/a/{id}/c", "read"],
  ["/a/{id}/c/{part}", null],
  ["/b/{id}", null],
].map(([path, permission]) => ({ path: String(path), methods: METHODS, permission: permission ?? null, cost: 1 }));
/** What a path of each template looks like. */
const PATHS = REGISTERED.map(({ path }) => path.replace(/\{\w+\}/g, "x"));
const INDEX = indexEndpoints(REGISTERED);
/** Templates that grants name: registered ones under other parameter names, and some that nothing is registered for. */
const TEMPLATES = [...REGISTERED.map(({ path }) => path.replace(/\{\w+\}/g, "{other}")), "/", "/b", "/a/{id}/{part}/{deep}", "/unheard-of"];

const grants = fc.dictionary(fc.constantFrom(...TEMPLATES), fc.uniqueArray(fc.constantFrom(...METHODS)), { maxKeys: 4 });
const windows = fc.array(fc.record({ limit: fc.integer({ min: 1, max: 4 }), seconds: fc.integer({ min: 1, max: 6 }) }), { maxLength: 2 });
const plan: fc.Arbitrary<Plan> = fc.record({
  name: fc.constantFrom("default", "other"),
  windows,
  accountWindows: windows,
  tenantWindows: windows,
  quota: fc.option(
    fc.record({ limit: fc.integer({ min: 1, max: 5 }), period: fc.constantFrom("day" as const, "month" as const, "total" as const) }),
  ),
  allowTokens: fc.boolean(),
  endpoints: fc.option(grants),
});
const power: fc.Arbitrary<KeyPower> = fc.record({
  permissions: fc.oneof(fc.constant(["*"]), fc.uniqueArray(fc.constantFrom(...PERMISSIONS))),
  endpoints: grants,
  tenantId: fc.option(fc.constantFrom(...TENANTS)),
  expiresAtMs: fc.option(fc.constantFrom(...INSTANTS)),
  plan,
  ipAllowList: fc.uniqueArray(fc.constantFrom(...BLOCKS), { maxLength: 3 }),
  keyManager: fc.boolean(),
});
/** A parent, and a child that is like it in all but the chosen dimensions: unrelated pairs are hardly ever within each other. */
const pair = fc
  .tuple(power, power, fc.subarray(["permissions", "endpoints", "tenantId", "expiresAtMs", "plan", "ipAllowList", "keyManager"] as const))
  .map(([parent, other, changed]) => ({ parent, child: { ...parent, ...Object.fromEntries(changed.map((name) => [name, other[name]])) } }));

test(`no child escapes its parent in ${PAIRS} random pairs (seed ${SEED})`, { timeout: 600_000 }, () => {
  const seen = { within: 0, wider: 0, escaping: 0 };
  const escapes: unknown[] = [];
  fc.assert(
    fc.property(pair, fc.constantFrom(fusionauth, standard), ({ parent, child }, dialect) => {
      const wider = widerIn(child, parent, dialect.openingPermission);
      const found = findEscape(child, parent, dialect);
      seen[wider.length === 0 ? "within" : "wider"]++;
      if (found !== null) seen.escaping++;
      if (wider.length === 0 && found !== null) escapes.push({ parent, child, found });
    }),
    { numRuns: PAIRS, seed: SEED },
  );
  const counts = `${seen.within} within, ${seen.wider} wider of which ${seen.escaping} could do more`;
  console.log(`${PAIRS} pairs, seed ${SEED}: ${counts}; ${escapes.length} escapes`);
  expect(escapes).toEqual([]);
  // Otherwise it would show nothing.
  expect(seen.within).toBeGreaterThan(PAIRS / 20);
  // What is called wider can mostly be shown to be.
  expect(seen.escaping).toBeGreaterThan(seen.wider / 2);
});

const ALL: KeyPower = {
  permissions: ["*"],
  endpoints: {},
  tenantId: null,
  expiresAtMs: null,
  plan: { name: "default", windows: [], quota: null, allowTokens: true, endpoints: null },
  ipAllowList: [],
  keyManager: true,
};

test.each<[Dimension, Partial<KeyPower>, Partial<KeyPower>]>([
  ["permissions", { permissions: ["*"] }, { permissions: ["read"] }],
  ["permissions", { permissions: ["write"] }, { permissions: ["read"] }],
  ["endpoints", { endpoints: {} }, { endpoints: { "/api/user": ["GET"] } }],
  ["endpoints", { endpoints: { "/api/user": ["GET", "POST"] } }, { endpoints: { "/api/user": ["GET"] } }],
  ["endpoints", { endpoints: { "/api/user/search": ["GET"] } }, { endpoints: { "/api/user": ["GET"] } }],
  ["endpoints", { endpoints: { "/api/user": ["GET"] } }, { endpoints: { "/api/user/{userId}": ["GET"] } }],
  ["endpoints", { endpoints: { "/api": ["GET"] } }, { endpoints: { "/api/user": ["GET"] } }],
  ["tenantId", { tenantId: null }, { tenantId: TENANTS[0] as string }],
  ["tenantId", { tenantId: TENANTS[1] as string }, { tenantId: TENANTS[0] as string }],
  ["expiresAtMs", { expiresAtMs: null }, { expiresAtMs: 5 }],
  ["expiresAtMs", { expiresAtMs: 6 }, { expiresAtMs: 5 }],
  ["ipAllowList", { ipAllowList: [] }, { ipAllowList: ["10.0.0.0/8"] }],
  ["ipAllowList", { ipAllowList: ["10.0.0.0/7"] }, { ipAllowList: ["10.0.0.0/8"] }],
  ["ipAllowList", { ipAllowList: ["::/0"] }, { ipAllowList: ["0.0.0.0/0"] }],
  ["plan", {}, { plan: { ...ALL.plan, windows: [{ limit: 1, seconds: 60 }] } }],
  ["plan", {}, { plan: { ...ALL.plan, quota: { limit: 1, period: "day" } } }],
  ["plan", {}, { plan: { ...ALL.plan, endpoints: {} } }],
  ["plan", {}, { plan: { ...ALL.plan, allowTokens: false } }],
  ["keyManager", { keyManager: true }, { keyManager: false }],
])("%s: %j is wider than %j, and not the other way round", (dimension, child, parent) => {
  expect(widerIn({ ...ALL, ...child }, { ...ALL, ...parent }, null)).toEqual([dimension]);
  const isApart = dimension === "tenantId" && child.tenantId !== null;
  const crosses = dimension === "permissions" && !child.permissions?.includes("*");
  const isOtherTemplate = "/api/user/search" in (child.endpoints ?? {}) || "/api" in (child.endpoints ?? {});
  const isOtherFamily = child.ipAllowList?.includes("::/0") === true;
  if (isApart || crosses || isOtherTemplate || isOtherFamily) return;
  expect(widerIn({ ...ALL, ...parent }, { ...ALL, ...child }, null)).toEqual([]);
});

/** The first thing that the child may do and the parent may not, found by trying everything; null = nothing. */
function findEscape(child: KeyPower, parent: KeyPower, dialect: Dialect): unknown {
  if (child.keyManager && !parent.keyManager) return "makes keys";
  const foreign = tenantsOf(child).find((tenantId) => !tenantsOf(parent).includes(tenantId));
  if (foreign !== undefined) return `reaches ${foreign}`;
  for (const request of REQUESTS) {
    if (mayDo(child, request, dialect) && !mayDo(parent, request, dialect)) return request;
  }
  return findBurst(child.plan, parent.plan);
}

function tenantsOf({ tenantId: keyTenantId }: KeyPower): readonly string[] {
  const decision = decideTenant({ need: "search", keyTenantId, header: null, tenantIds: TENANTS });
  const instance = keyTenantId === null ? ["the instance"] : [];
  return decision.kind === "tenants" ? [...decision.tenantIds, ...instance] : instance;
}

type Request = Omit<Assessed, "record" | "api" | "plan"> & { kind: KeyRecord["kind"] };

/** Every address, instant, tenant and kind of credential, at every call. */
const REQUESTS: readonly Request[] = PATHS.flatMap((path) =>
  METHODS.flatMap((method) => {
    const plain = { target: { template: INDEX.find(path), method }, peer: "10.0.0.1", nowMs: 0, tenantId: null, kind: "key" as const };
    return [
      ...PEERS.map((peer) => ({ ...plain, peer })),
      ...INSTANTS.flatMap((instant) => [instant - 1, instant]).map((nowMs) => ({ ...plain, nowMs })),
      ...TENANTS.map((tenantId) => ({ ...plain, tenantId })),
      { ...plain, kind: "token" as const },
    ];
  }),
);

/** As the gate decides. */
function mayDo(power: KeyPower, { kind, ...request }: Request, dialect: Dialect): boolean {
  const record: KeyRecord = { ...power, ...NOBODY, kind, planName: power.plan.name };
  return assess({ record, api: { dialect }, plan: power.plan, ...request }) === null;
}

const NOBODY = {
  id: "key",
  publicId: null,
  apiId: "api",
  accountId: null,
  name: "key",
  metadata: {},
  pausedAtMs: null,
  revokedAtMs: null,
  version: null,
};

/** Whether the child's limits let through what the parent's would not: as many requests as there may be, as early as they may come. */
function findBurst(child: Plan, parent: Plan): string | null {
  const own = limitsOf(child);
  const held = limitsOf(parent);
  for (const [name, limits] of Object.entries(held)) {
    for (const gap of [1, 2, 3]) {
      const admitted: number[] = [];
      for (let second = 0; second < 24; second += gap) {
        for (let unit = 0; unit < 6; unit++) {
          if (fits(own[name] ?? [], admitted, second)) admitted.push(second);
        }
      }
      const before: number[] = [];
      for (const second of admitted) {
        if (!fits(limits, before, second)) return `${name} at ${second} s`;
        before.push(second);
      }
    }
  }
  return null;
}

/** A quota is a window that lasts: here a day is 8 seconds, a month 16, and life 24. */
const PERIOD_SECONDS = { day: 8, month: 16, total: 24 };

function limitsOf({ windows, accountWindows = [], tenantWindows = [], quota }: Plan): Record<string, readonly Window[]> {
  const quotas = quota === null ? [] : [{ limit: quota.limit, seconds: PERIOD_SECONDS[quota.period] }];
  return { own: windows, account: accountWindows, tenant: tenantWindows, quota: quotas };
}

function fits(limits: readonly Window[], before: readonly number[], second: number): boolean {
  return limits.every(({ limit, seconds }) => before.filter((at) => at > second - seconds).length < limit);
}

test("grants that open nothing are within every other", () => {
  const nothing: EndpointGrants = { "/a": [] };
  expect(widerIn({ ...ALL, endpoints: nothing }, { ...ALL, endpoints: { "/b": ["GET"] } }, null)).toEqual([]);
});
