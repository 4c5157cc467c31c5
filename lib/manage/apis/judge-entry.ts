// Judges one API by the rules of bootstrap files, for those who change a single one, and words what is wrong for a form.
import { type Api as CatalogueApi, MANAGEMENT_SLUG, SERVICE_SLUG } from "@/lib/core/catalogue";
import type { Problem } from "@/lib/core/schemas/problem";
import type { BootstrapApi } from "@/lib/manage/bootstrap/bootstrap-schema";
import { checkApis } from "@/lib/manage/bootstrap/check-apis";
import type { InstanceSnapshot } from "@/lib/manage/bootstrap/instance-snapshot";
import { problemAt, readApiEntry } from "@/lib/manage/bootstrap/read-bootstrap";
import type { ApiWorld } from "./api-world";

/** More than an API has, and less than what makes every request slow to match. */
const MOST_ENDPOINTS = 2_000;
const MOST_OF_ANYTHING_ELSE = 200;

/** The API that the source describes, or what is wrong with it. `apis` are those that exist. */
export function judgeEntry(
  world: Pick<ApiWorld, "isOwnHost">,
  apis: InstanceSnapshot["apis"],
  source: Readonly<Record<string, unknown>>,
): { readonly api: BootstrapApi } | { readonly problems: readonly Problem[] } {
  const crowded = Object.entries(source).find(([name, value]) => Array.isArray(value) && value.length > mostOf(name));
  if (crowded !== undefined) return { problems: [problemOf(crowded[0], `has at most ${mostOf(crowded[0])} entries`)] };
  const reading = readApiEntry(source);
  if ("problems" in reading) return { problems: reading.problems.map(asSentence) };
  const problems: Problem[] = [];
  // The path of the only entry of the list that is judged is cut off.
  checkApis([reading.api], { apis }, null, (path, message) => problems.push(problemAt(path.slice(2), message)));
  const stored = apis.get(reading.api.slug)?.hosts ?? [];
  for (const [index, host] of (reading.api.hosts ?? []).entries()) {
    if (!stored.includes(host) && world.isOwnHost(host))
      problems.push(problemAt(["hosts", index], "is a name of this instance itself, which no API can claim"));
  }
  return problems.length > 0 ? { problems: problems.map(asSentence) } : reading;
}

/** What the gateway holds against the upstream that was asked for. To be called outside of transactions: names are looked up. */
export async function judgeReach(world: Pick<ApiWorld, "judgeUpstream">, upstream: unknown): Promise<Problem | null> {
  if (typeof upstream !== "string" || upstream === "sample") return null;
  const flaw = await world.judgeUpstream(upstream);
  return flaw === null ? null : problemOf("upstream", flaw);
}

/** A problem of a field, from words that complete "This …". */
export function problemOf(field: string, message: string): Problem {
  return asSentence({ field, code: "invalid", message });
}

/** Whether Keyfuse itself answers for the API. */
export function isBuiltIn({ slug }: Pick<CatalogueApi, "slug">): boolean {
  return slug === MANAGEMENT_SLUG || slug === SERVICE_SLUG;
}

/** What a bootstrap file's faults say of a value completes a sentence about it; what is a sentence already stays one. */
function asSentence({ message, ...rest }: Problem): Problem {
  return { ...rest, message: /^[a-z]/.test(message) ? `This ${message}.` : message };
}

function mostOf(name: string): number {
  return name === "endpoints" ? MOST_ENDPOINTS : MOST_OF_ANYTHING_ELSE;
}
