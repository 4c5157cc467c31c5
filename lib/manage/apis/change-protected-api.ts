// Changes what an API is: the console's way, by the rules of bootstrap files, with what was and what is in the audit.
import { leadsElsewhere } from "@/lib/core/apis/upstream-origin";
import { SERVICE_SLUG } from "@/lib/core/catalogue";
import type { Problem } from "@/lib/core/schemas/problem";
import { apiFields } from "@/lib/manage/bootstrap/api-fields";
import type { BootstrapApi } from "@/lib/manage/bootstrap/bootstrap-schema";
import { dialectOf } from "@/lib/manage/bootstrap/check-apis";
import { readKnownApis } from "@/lib/manage/bootstrap/instance-snapshot";
import { readApiEntry } from "@/lib/manage/bootstrap/read-bootstrap";
import { type Change, changing } from "@/lib/manage/changing";
import { ABSENT, done, type Outcome, refused, unchanged } from "@/lib/manage/outcome";
import type { ApiWorld } from "./api-world";
import { type ApiField, changedFields, describeChange } from "./describe-change";
import { judgeEntry, judgeReach, problemOf } from "./judge-entry";
import { lockCatalogue } from "./lock-catalogue";
import { entrySource, findStoredEntry, type StoredEntry } from "./stored-entry";
import { keptHeaders, withPatch } from "./with-patch";
import { type ApiFields, updateApi, withReshapedKeys } from "./write-api";

/** What is asked of an API. */
export interface WantedChange {
  readonly slug: string;
  /** Of the API as the form was made from it; empty = it is changed whatever it is by now. */
  readonly version: string;
  /** Fields of a bootstrap file's entry, see `withPatch`; what it does not name stays. Plans and endpoints are the whole list. */
  readonly patch: Readonly<Record<string, unknown>>;
}

const OVERTAKEN: Problem = {
  field: "",
  code: "invalid",
  message: "Somebody changed this API since you opened this page. Reload it, look at what is there now, and make your change again.",
};

/**
 * Changes the API; every process acts on it within a second. Refused with the JSON path of every fault, among them a plan that keys are
 * on, and when the API is no longer what the form was made from.
 */
export async function changeProtectedApi(
  world: ApiWorld,
  actor: string,
  wanted: WantedChange,
): Promise<Outcome<{ readonly changed: readonly ApiField[] }>> {
  const unreachable = await judgeReach(world, wanted.patch.upstream);
  return changing(world, actor, async (change) => {
    await lockCatalogue(change.tx);
    const stored = wanted.slug === SERVICE_SLUG ? null : await findStoredEntry(change.tx, world.unseal, wanted.slug);
    if (stored === null) return ABSENT;
    if (wanted.version !== "" && stored.version !== wanted.version) return refused(OVERTAKEN);
    const judged = judgeEntry(world, await readKnownApis(change.tx), withPatch(stored, wanted.patch));
    // What the gateway holds against an upstream that stays is no news.
    const unreached = unreachable === null || wanted.patch.upstream === stored.upstream ? [] : [unreachable];
    const problems = [...unreached, ...judgeKeptHeaders(stored, wanted.patch)];
    if ("problems" in judged) return refused(...judged.problems, ...problems);
    return problems.length > 0 ? refused(...problems) : write(change, world, stored, judged.api);
  });
}

/** Values that nobody who changes this can read were typed for the server that is there, and go to no other. */
function judgeKeptHeaders(stored: StoredEntry, patch: WantedChange["patch"]): Problem[] {
  const { upstream } = patch;
  if (typeof upstream !== "string" || !leadsElsewhere(stored.upstream, upstream)) return [];
  const kept = keptHeaders(stored, patch);
  if (kept.length === 0) return [];
  const message = `Another server is not given the values that were typed for the one before: type those of ${kept.join(", ")} again, or remove them.`;
  return [{ field: "upstreamHeaders", code: "invalid", message }];
}

async function write(change: Change, { seal }: ApiWorld, stored: StoredEntry, api: BootstrapApi) {
  const before = currentEntry(stored);
  const changed = changedFields(before, api);
  if (changed.length === 0) return unchanged({ changed });
  const problem = await removePlans(change, stored, api);
  if (problem !== null) return refused(problem);
  await updateApi(change, seal, stored, writtenFields(api, changed, stored), describeChange(before, api, changed));
  return done({ changed });
}

function currentEntry(stored: StoredEntry): BootstrapApi {
  const reading = readApiEntry(entrySource(stored));
  if ("api" in reading) return reading.api;
  throw new Error(`the API ${stored.slug} is stored as no bootstrap file could write it: ${reading.problems.map(({ field }) => field)}`);
}

/** Only what changed, so that nothing else is written anew. */
function writtenFields(api: BootstrapApi, changed: readonly ApiField[], stored: StoredEntry): ApiFields {
  const { settings, dialect: _dialect, ...rest } = apiFields(api);
  const isChanged = ([name]: [string, unknown]) => (changed as readonly string[]).includes(name);
  const fields: ApiFields = Object.fromEntries(Object.entries(rest).filter(isChanged));
  const changedSettings = Object.fromEntries(Object.entries(settings ?? {}).filter(isChanged));
  const all = Object.keys(changedSettings).length === 0 ? fields : { ...fields, settings: changedSettings };
  const dialect = changed.includes("dialect") || changed.includes("customDialect") ? dialectOf(api) : null;
  return dialect === null ? all : withReshapedKeys(stored.dialect, dialect, { ...all, dialect });
}

/** Removes the plans that the list leaves out; the problem when that cannot be. */
async function removePlans({ tx }: Change, stored: StoredEntry, api: BootstrapApi): Promise<Problem | null> {
  const kept = new Set(api.plans?.map(({ name }) => name));
  const removed = stored.plans.map(({ name }) => name).filter((name) => !kept.has(name));
  if (removed.length === 0) return null;
  if (kept.size === 0) return problemOf("plans", "cannot be empty: every key is on a plan");
  if (removed.includes("default") && stored.dialect.tokens !== null) {
    return { field: "plans", code: "invalid", message: "The plan “default” cannot be removed: tokens without a key are on it." };
  }
  const counts = await tx.key.groupBy({ by: ["planName"], where: { apiId: stored.id, planName: { in: removed } }, _count: { _all: true } });
  const [used] = counts;
  if (used !== undefined) {
    const keys = used._count._all === 1 ? "1 key is" : `${used._count._all} keys are`;
    return {
      field: "plans",
      code: "invalid",
      message: `The plan “${used.planName}” cannot be removed: ${keys} on it. Ended keys count, too.`,
    };
  }
  await tx.plan.deleteMany({ where: { apiId: stored.id, name: { in: removed } } });
  return null;
}
