// What stands before the first request: the built-in APIs, a tenant, the bootstrap file or the samples, the way to the owner account.
import { Buffer } from "node:buffer";
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { MANAGEMENT_SLUG, SERVICE_SLUG, type Window } from "@/lib/core/catalogue";
import { cryptofuse } from "@/lib/core/dialects/cryptofuse";
import type { Dialect } from "@/lib/core/dialects/dialect";
import { fusionAi } from "@/lib/core/dialects/fusion-ai";
import { fusionauth } from "@/lib/core/dialects/fusionauth";
import { infuzu } from "@/lib/core/dialects/infuzu";
import { keyfuseService } from "@/lib/core/dialects/keyfuse-service";
import { standard } from "@/lib/core/dialects/standard";
import { SAMPLE_ENDPOINTS } from "@/lib/core/sample-endpoints";
import { Secret } from "@/lib/core/secrets/secret";
import { type ApiFields, createApi } from "@/lib/manage/apis/write-api";
import { type AppliedBootstrap, applyBootstrap, type BootstrapWorld } from "@/lib/manage/bootstrap/apply-bootstrap";
import { readBootstrap } from "@/lib/manage/bootstrap/read-bootstrap";
import { type Change, changing } from "@/lib/manage/changing";
import { createKey } from "@/lib/manage/keys/create-key";
import { done, type Outcome, unchanged } from "@/lib/manage/outcome";
import { randomUuid } from "@/lib/manage/random-id";
import { insertTenant } from "@/lib/manage/tenants/create-tenant";

const ACTOR = "system";
const SETUP_LINK_LIFE_MS = 3_600_000;
const SETUP_TOKEN_BYTES = 32;
const FIRST_KEY_LIFE_MS = 86_400_000;

/** The sample API that the first key opens. */
const FIRST_KEY_API = "fusion-ai";

/** The vendor's own windows: 100 a minute, 1,000 an hour, 5,000 a day, all at once. */
const CRYPTOFUSE_WINDOWS: readonly Window[] = [
  { limit: 100, seconds: 60 },
  { limit: 1000, seconds: 3600 },
  { limit: 5000, seconds: 86_400 },
];

/** An instance that is ready to serve, and what is to be printed once. */
export interface PreparedInstance {
  readonly bootstrap: AppliedBootstrap | null;
  /** Opens the page on which the owner account is made, once, for an hour; null when there is an owner. */
  readonly setupToken: Secret | null;
  /** Opens one sample API for a day; null but on the very first start. */
  readonly firstKey: { readonly api: string; readonly secret: Secret } | null;
}

export interface StartOptions {
  /** The text of the file that KEYFUSE_BOOTSTRAP names; null = none. */
  readonly bootstrapText: string | null;
  /** The host name of KEYFUSE_URL; null = not set. */
  readonly publicHost: string | null;
}

/**
 * Prepares the instance at every start; what is there already is left alone, and a start that was killed half-way is completed by
 * the next one. Refused with the problems of the bootstrap file, by JSON path.
 */
export async function firstStart(world: BootstrapWorld, options: StartOptions): Promise<Outcome<PreparedInstance>> {
  const { bootstrapText, publicHost } = options;
  await ensureBuiltInApis(world);
  await ensureTenant(world, bootstrapText);
  let bootstrap: AppliedBootstrap | null = null;
  if (bootstrapText !== null) {
    const outcome = await applyBootstrap(world, bootstrapText, { actor: "bootstrap", publicHost });
    if (outcome.kind === "refused" || outcome.kind === "absent") return outcome;
    bootstrap = outcome.value;
  }
  const firstKey = await showSamples(world, bootstrapText === null);
  return done({ bootstrap, setupToken: await createSetupLink(world), firstKey });
}

/** Makes the built-in APIs where they are missing. */
export async function ensureBuiltInApis(world: BootstrapWorld): Promise<void> {
  await changing(world, ACTOR, async (change) => {
    await lockInstance(change);
    const isNew = await createMissing(change, world, [
      { slug: MANAGEMENT_SLUG, dialect: fusionauth, fields: { name: "Management" } },
      { slug: SERVICE_SLUG, dialect: keyfuseService, fields: { name: "Service keys" } },
    ]);
    return isNew ? done(null) : unchanged(null);
  });
}

/** Makes a tenant named Default where there is none, unless the bootstrap file brings its own: it decides their names and ids. */
export async function ensureTenant(world: BootstrapWorld, bootstrapText: string | null): Promise<void> {
  if ((await world.prisma.tenant.count()) > 0 || bringsTenants(bootstrapText)) return;
  await changing(world, ACTOR, async (change) => {
    await lockInstance(change);
    if ((await change.tx.tenant.count()) > 0) return unchanged(null);
    await insertTenant(change, { name: "Default", extra: {} });
    return done(null);
  });
}

function bringsTenants(text: string | null): boolean {
  if (text === null) return false;
  const reading = readBootstrap(text);
  return "bootstrap" in reading && reading.bootstrap.tenants.length > 0;
}

/** On the very first start of an instance that holds no API: the sample APIs, and a key that opens one of them. */
async function showSamples(world: BootstrapWorld, isWanted: boolean): Promise<PreparedInstance["firstKey"]> {
  const isFirst = await changing(world, ACTOR, async (change) => {
    await lockInstance(change);
    // The first start is marked like an object of a bootstrap file: applied once.
    const mark = { kind: "instance", objectId: "first-start" };
    if ((await change.tx.bootstrapObject.findUnique({ where: { kind_objectId: mark } })) !== null) return unchanged(false);
    await change.tx.bootstrapObject.create({ data: { ...mark, digest: new Uint8Array() } });
    const hasNone = (await change.tx.api.count({ where: { slug: { notIn: [MANAGEMENT_SLUG, SERVICE_SLUG] } } })) === 0;
    const samples = isWanted && hasNone;
    if (samples) await createMissing(change, world, SAMPLES);
    change.record(INSTANCE_CHAIN, "instance.first-start", "instance", { samples });
    return done(samples);
  });
  return isFirst.kind === "done" && isFirst.value ? createFirstKey(world) : null;
}

const SAMPLES: readonly MissingApi[] = [
  sample("fusion-ai", fusionAi),
  sample("standard", standard),
  sample("infuzu", infuzu),
  sample("cryptofuse", cryptofuse, CRYPTOFUSE_WINDOWS),
];

function sample(slug: keyof typeof SAMPLE_ENDPOINTS, dialect: Dialect, windows: readonly Window[] = []): MissingApi {
  const plans = [{ name: "default", windows }];
  return { slug, dialect, fields: { name: dialect.title, upstream: "sample", endpoints: SAMPLE_ENDPOINTS[slug], plans } };
}

interface MissingApi {
  readonly slug: string;
  readonly dialect: Dialect;
  readonly fields: ApiFields;
}

/** Whether any was missing. */
async function createMissing(change: Change, world: BootstrapWorld, apis: readonly MissingApi[]): Promise<boolean> {
  const slugs = apis.map((api) => api.slug);
  const known = await change.tx.api.findMany({ where: { slug: { in: slugs } }, select: { slug: true } });
  const missing = apis.filter((api) => !known.some(({ slug }) => slug === api.slug));
  for (const { slug, dialect, fields } of missing) {
    await createApi(change, world.seal, { id: randomUuid(world.randomBytes), slug, dialect }, fields);
  }
  return missing.length > 0;
}

async function createFirstKey(world: BootstrapWorld): Promise<PreparedInstance["firstKey"]> {
  const outcome = await createKey(world, ACTOR, {
    api: FIRST_KEY_API,
    name: "First call",
    description: "Made at the first start for the call that it printed.",
    expiresAt: new Date(world.nowMs() + FIRST_KEY_LIFE_MS).toISOString(),
  });
  if (outcome.kind !== "done") throw new Error("the key of the first call could not be created");
  return { api: FIRST_KEY_API, secret: outcome.value.secret };
}

/** A new link replaces older ones, so that whoever lost the first one starts again and has one. */
async function createSetupLink(world: BootstrapWorld): Promise<Secret | null> {
  const token = new Secret(Buffer.from(world.randomBytes(SETUP_TOKEN_BYTES)).toString("base64url"));
  const fingerprint = Buffer.from(world.hasher.fingerprint("setup", token.reveal()), "hex");
  const outcome = await changing(world, ACTOR, async (change) => {
    await lockInstance(change);
    if ((await change.tx.member.count({ where: { role: "owner" } })) > 0) return unchanged(null);
    await change.tx.setupLink.deleteMany({ where: { usedAt: null } });
    await change.tx.setupLink.create({ data: { fingerprint, expiresAt: new Date(change.atMs + SETUP_LINK_LIFE_MS) } });
    change.record(INSTANCE_CHAIN, "setup-link.create", "setup-link", {});
    return done(token);
  });
  return outcome.kind === "done" ? outcome.value : null;
}

/** Chosen at random: processes that start together prepare the instance one after the other. */
const INSTANCE_LOCK = 1_190_404_286;

async function lockInstance(change: Change): Promise<void> {
  await change.tx.$queryRaw`SELECT pg_advisory_xact_lock(${INSTANCE_LOCK})::text`;
}
