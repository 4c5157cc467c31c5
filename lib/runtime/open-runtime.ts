// The composition root of a serving process: opens everything once and publishes the gate that every mount calls.
import type { Duplex } from "node:stream";
import { createEmbeddedLimiter, type EmbeddedLimiter } from "@/lib/adapters/embedded/limiter";
import { openLastUses } from "@/lib/adapters/postgres/last-uses";
import type { TrustedKeys } from "@/lib/adapters/postgres/trusted-keys";
import { createClock } from "@/lib/adapters/system/clock";
import { createExternalVerifier } from "@/lib/adapters/system/external-tokens";
import { createKeyedHash } from "@/lib/adapters/system/hasher";
import { createTokenVerifier } from "@/lib/adapters/system/token-verifier";
import { MANAGEMENT_SLUG } from "@/lib/core/catalogue";
import { deniedBy } from "@/lib/core/decision";
import type { RawRequest } from "@/lib/core/http";
import type { MetricFacts } from "@/lib/core/metrics/metrics";
import type { Published, PublishedGate, RequestContext } from "@/lib/core/published";
import { arrivedOf, countStranger } from "@/lib/gate/counting";
import { createGate, type WholeWorld } from "@/lib/gate/create-gate";
import { answerUpgrade } from "@/lib/gate/gateway/answer-upgrade";
import { createUpstreams, type Upstreams } from "@/lib/gate/gateway/upstreams";
import { MANAGEMENT_ENDPOINTS, MANAGEMENT_OPERATIONS } from "@/lib/gate/management/operations";
import { VERIFY_ENDPOINT } from "@/lib/gate/verify/answer-verify";
import type { Announcement } from "@/lib/manage/world";
import { secretChange } from "@/lib/ports/key-change";
import { LimiterUnavailable } from "@/lib/ports/limiter-ports";
import type { Environment } from "./env";
import { keyJobs } from "./key-upkeep";
import { type LiveCatalogue, openLiveCatalogue } from "./live-catalogue";
import type { Log } from "./log";
import { type Instance, openInstance } from "./open-instance";
import { openIssuers } from "./open-issuers";
import { type OpenLimiter, openLimiter } from "./open-limiter";
import { openMail } from "./open-mail";
import { openRequests } from "./open-requests";
import type { OpenRevocations } from "./open-revocations";
import { loadWholeCatalogue, openTrust } from "./open-trust";
import { openUsage, type Usage } from "./open-usage";
import { openWebhooks } from "./open-webhooks";
import { firstWords, prepareInstance } from "./prepare-instance";
import { openConsoleUsage } from "./sign-in/console-usage";
import { openConsole } from "./sign-in/open-console";
import { openTester } from "./sign-in/open-tester";
import type { PublishedConsole } from "./sign-in/published-console";
import { openUsageUpkeep } from "./usage-upkeep";

/** A process that serves. */
export interface Runtime {
  readonly instance: Instance;
  readonly catalogue: LiveCatalogue;
  readonly gate: PublishedGate;
  readonly published: Omit<Published, "context">;
  readonly console: PublishedConsole;
  readonly usage: Usage;
  /** What is to be printed once, straight to the operator and never through the log; null = nothing. */
  readonly firstWords: (baseUrl: string) => string | null;
  /** What metrics tell of it; whether it is ready and which version it is, others know. */
  readonly metricFacts: () => Omit<MetricFacts, "version" | "isReady">;
  /** Whether a request could be decided now. */
  readonly isReady: () => Promise<boolean>;
  /** Serves a WebSocket handshake of a protected API. */
  readonly upgrade: (request: RawRequest, context: RequestContext, socket: Duplex, head: Uint8Array) => Promise<void>;
  close(): Promise<void>;
}

export interface RuntimeOptions {
  /** The project's root. */
  readonly root: string;
  readonly log: Log;
  /** The database or the journal is gone for good: the process cannot serve any more. Does not return to one that serves. */
  readonly onFatal: (event: "database-lost" | "journal-broken", fault: unknown) => void;
}

/** Opens the instance, prepares it (built-in APIs, bootstrap file, first start) and builds the gate over it. */
export async function openRuntime(environment: Environment, options: RuntimeOptions): Promise<Runtime> {
  const settling: { settle: (announcement: Announcement) => Promise<void>; usage: () => Promise<void> } = {
    settle: async () => {},
    usage: async () => {},
  };
  const instance = await openInstance(environment, {
    root: options.root,
    whenServed: "refuse",
    onFault: (fault) => options.onFatal("database-lost", fault),
    settle: (announcement) => settling.settle(announcement),
    settleUsage: () => settling.usage(),
  });
  try {
    const prepared = await prepareInstance(instance);
    const catalogue = await openLiveCatalogue(() => loadWholeCatalogue(instance), {
      management: MANAGEMENT_ENDPOINTS,
      service: [VERIFY_ENDPOINT],
    });
    const { keys, revocations } = openTrust(instance, catalogue, options.log);
    await revocations.renew();
    settling.settle = async (announcement) => {
      for (const revocation of announcement.revocations) revocations.add(revocation);
      for (const { fingerprint } of announcement.keys) keys.forget(secretChange(fingerprint));
      // The change is committed whatever happens here; a catalogue that cannot be read now is read at the next notification.
      if (announcement.catalogue) await catalogue.reload().catch((fault: unknown) => options.log.fault("catalogue-not-read", fault));
    };
    const limiter = await openLimiter(environment, createClock(), options.log);
    const { embedded } = limiter;
    // Windows that are shared live on without this process.
    const restore: EmbeddedLimiter["restore"] | null = embedded && ((claims, units, atMs) => embedded.restore(claims, units, atMs));
    const usage = await openUsage({ instance, apis: catalogue.current().apis, restore, log: options.log, onFatal: options.onFatal });
    settling.usage = () => usage.settle();
    return {
      ...serving(instance, catalogue, keys, revocations, limiter, usage, options),
      firstWords: (baseUrl) => firstWords(prepared, baseUrl),
    };
  } catch (error) {
    await instance.close();
    throw error;
  }
}

function serving(
  instance: Instance,
  catalogue: LiveCatalogue,
  keys: TrustedKeys,
  revocations: OpenRevocations,
  limiter: OpenLimiter,
  usage: Usage,
  { log, root }: RuntimeOptions,
): Omit<Runtime, "firstWords"> {
  const { environment } = instance;
  const clock = createClock();
  const failures = createEmbeddedLimiter();
  const upstreams = openUpstreams(instance, catalogue, log);
  const issuers = openIssuers(instance, catalogue, log);
  const { pool } = instance.database;
  const uses = openLastUses({ pool, onFault: (cause) => log.fault("last-uses-not-written", cause) });
  const upkeep = openUsageUpkeep({
    pool,
    world: instance.world,
    isEmbedded: instance.environment.databaseUrl === null,
    more: keyJobs(instance.world, environment.publicUrl),
    onFault: (cause) => log.fault("usage-upkeep", cause),
  });
  const rounds = [openMail(instance, log), openRequests(instance, log), openWebhooks(instance, log)];
  const world: WholeWorld = {
    decider: {
      ports: {
        clock,
        hasher: instance.hasher,
        keys,
        limiter: limiter.limiter,
        tokens: createTokenVerifier({
          trustedKeys: catalogue.trustedKeys,
          ownPlace: (apiId) => ({ isManagement: catalogue.find(MANAGEMENT_SLUG)?.id === apiId, issuerOf: catalogue.issuerOf }),
          external: createExternalVerifier(issuers.keys),
          generation: () => catalogue.version() + issuers.keys.generation(),
          onUnusableKey: (_apiId, kid, reason) => log.warn("token-key-unusable", { kid, reason }),
        }),
        revocations,
        uses,
        usage: usage.sink,
        refusals: usage.refusals,
      },
      endpointsOf: catalogue.endpointsOf,
      requireHttps: environment.requireHttps,
      failures,
      failuresPerMinute: environment.authFailuresPerMinute,
    },
    apis: () => catalogue.current().apis,
    findApi: catalogue.find,
    supportUrl: environment.supportUrl,
    // The outage itself was logged; a line for each request that it refused would say nothing more.
    reportFault: (requestId, fault) => fault instanceof LimiterUnavailable || log.fault("gate", fault, { requestId }),
    upstreams,
    operations: MANAGEMENT_OPERATIONS,
    manage: { ...instance.world, knownTenantIds: () => (keys.trustedForMs() > 0 ? catalogue.tenantIds() : null) },
    publicUrl: environment.publicUrl,
  };
  return {
    instance,
    catalogue,
    gate: createGate(world),
    usage,
    console: {
      ...openConsole(instance, catalogue, log, root),
      testCredential: openTester({ ...world, issuers: issuers.keys }, catalogue, environment),
      usage: openConsoleUsage({
        ports: world.decider.ports,
        catalogue,
        prisma: instance.world.prisma,
        nowMs: instance.world.nowMs,
        supportUrl: environment.supportUrl,
        counting: usage,
        limiterState: () => (limiter.state().degradedSinceMs === null ? "ok" : "degraded"),
      }),
    },
    published: {
      catalogue: catalogue.current,
      supportUrl: environment.supportUrl,
      recordRefusal: (method, context, slug, refusal) => {
        log.debug("refused-early", { requestId: context.requestId, api: slug, code: refusal.code });
        const api = catalogue.find(slug);
        if (api === null) return;
        const arrived = arrivedOf(method, context, api, world.decider);
        countStranger(deniedBy(refusal), api, arrived, api.dialect.wording[refusal.code], world.decider.ports);
      },
    },
    metricFacts: () => metricFacts(limiter, failures, usage, keys),
    isReady: async () => {
      if (usage.isShort()) return false;
      await pool.query("SELECT 1");
      return true;
    },
    upgrade: (request, context, socket, head) => answerUpgrade(request, context, socket, head, world),
    async close() {
      await Promise.all(rounds.map((round) => round.close()));
      await upkeep.close();
      await uses.close();
      await usage.close();
      await keys.close();
      revocations.close();
      await upstreams.close();
      await issuers.close();
      await limiter.close();
      await instance.close();
    },
  };
}

function metricFacts(limiter: OpenLimiter, failures: EmbeddedLimiter, usage: Usage, keys: TrustedKeys): ReturnType<Runtime["metricFacts"]> {
  const { kind, degradedSinceMs, outages, decidedAlone, refusedUndecided } = limiter.state();
  const callers = limiter.memory();
  return {
    limiter: { kind, isDegraded: degradedSinceMs !== null, outages, decidedAlone, refusedUndecided },
    windows: [...(callers === null ? [] : [{ of: "callers" as const, ...callers }]), { of: "failures", ...failures.memory() }],
    requests: usage.totals(),
    counting: usage.counting(),
    keys: { cached: keys.size(), trustedSeconds: keys.trustedForMs() / 1000 },
  };
}

function openUpstreams(instance: Instance, catalogue: LiveCatalogue, log: Log): Upstreams {
  return createUpstreams({
    allowPrivate: instance.environment.allowPrivateUpstreams,
    // Whoever runs the embedded mode runs the upstream beside it.
    allowLoopback: instance.environment.databaseUrl === null,
    clock: createClock(),
    signingSecret: (apiId) => catalogue.secretsOf(apiId).signingSecret,
    signWith: (secret) => createKeyedHash(Buffer.from(secret)),
    upstreamHeaders: (apiId) => catalogue.secretsOf(apiId).upstreamHeaders,
    onFailure: ({ apiSlug, requestId, error }) => log.fault("upstream", error, { api: apiSlug, requestId }),
  });
}
