// Puts an API behind this instance: the console's way, by the rules of bootstrap files.
import { apiFields } from "@/lib/manage/bootstrap/api-fields";
import { dialectOf } from "@/lib/manage/bootstrap/check-apis";
import { readKnownApis } from "@/lib/manage/bootstrap/instance-snapshot";
import { changing } from "@/lib/manage/changing";
import { done, type Outcome, refused } from "@/lib/manage/outcome";
import { randomUuid } from "@/lib/manage/random-id";
import type { ApiWorld } from "./api-world";
import { judgeEntry, judgeReach, problemOf } from "./judge-entry";
import { lockCatalogue } from "./lock-catalogue";
import { createApi } from "./write-api";

/**
 * Creates an API from the fields of a bootstrap file's entry; every process serves it within a second. Refused with the JSON path of
 * every fault: what the entry may not say, a slug or a host that another API has, an upstream that the gateway would not call.
 */
export async function createProtectedApi(
  world: ApiWorld,
  actor: string,
  source: Readonly<Record<string, unknown>>,
): Promise<Outcome<{ readonly slug: string }>> {
  const unreachable = await judgeReach(world, source.upstream);
  return changing(world, actor, async (change) => {
    await lockCatalogue(change.tx);
    const apis = await readKnownApis(change.tx);
    // Of an API that exists the entry would be judged as a change.
    if (typeof source.slug === "string" && apis.has(source.slug)) return refused(problemOf("slug", "belongs to another API"));
    const judged = judgeEntry(world, apis, source);
    const problems = [...("problems" in judged ? judged.problems : []), ...(unreachable === null ? [] : [unreachable])];
    const dialect = "api" in judged ? dialectOf(judged.api) : null;
    if ("problems" in judged || dialect === null || problems.length > 0) return refused(...problems);
    const { slug } = judged.api;
    await createApi(change, world.seal, { id: randomUuid(world.randomBytes), slug, dialect }, apiFields(judged.api));
    return done({ slug });
  });
}
