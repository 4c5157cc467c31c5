// What changed about an API, for the audit: what was and what is, field by field, without any secret.
import { type Difference, differingItems, differingMembers, isSame } from "@/lib/core/apis/differences";
import type { Json } from "@/lib/core/http";
import type { JsonObject } from "@/lib/core/json";
import type { BootstrapApi } from "@/lib/manage/bootstrap/bootstrap-schema";

/** A field of an API that can change. */
export type ApiField = Exclude<keyof BootstrapApi, "slug">;

/** An audit row tells of a long list its beginning. */
const MOST_ITEMS = 100;

/** The fields that the two entries say differently. */
export function changedFields(before: BootstrapApi, after: BootstrapApi): readonly ApiField[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof BootstrapApi>;
  return [...names].filter((name): name is ApiField => name !== "slug" && !isSame(before[name], after[name]));
}

/** The details of the audit row. */
export function describeChange(before: BootstrapApi, after: BootstrapApi, changed: readonly ApiField[]): JsonObject {
  const differences = changed.map((name) => [name, differenceOf(name, before, after)] as const);
  return {
    changed: [...changed],
    from: Object.fromEntries(differences.map(([name, { from }]) => [name, from])),
    to: Object.fromEntries(differences.map(([name, { to }]) => [name, to])),
  };
}

function differenceOf(name: ApiField, before: BootstrapApi, after: BootstrapApi): Difference {
  if (name === "upstreamHeaders") return headerNames(before, after);
  if (name === "trustedKeys") return shortened(differingItems(keyNames(before), keyNames(after)));
  const [was, is] = [asJson(before[name]), asJson(after[name])];
  if (name === "customDialect") return differingMembers((was ?? {}) as JsonObject, (is ?? {}) as JsonObject, "wording");
  return Array.isArray(was) && Array.isArray(is) ? shortened(differingItems(was, is)) : { from: was, to: is };
}

/** A header whose value alone changed stands on both sides. */
function headerNames({ upstreamHeaders: before = {} }: BootstrapApi, { upstreamHeaders: after = {} }: BootstrapApi): Difference {
  const differing = (headers: Readonly<Record<string, string>>, others: Readonly<Record<string, string>>) =>
    Object.keys(headers).filter((name) => headers[name] !== others[name]);
  return { from: differing(before, after), to: differing(after, before) };
}

function keyNames({ trustedKeys = [] }: BootstrapApi): Json[] {
  return trustedKeys.map(({ kid, alg, issuer }) => ({ kid, alg, issuer: issuer ?? null }));
}

function shortened({ from, to }: Difference): Difference {
  const cut = (list: Json) => (Array.isArray(list) ? list.slice(0, MOST_ITEMS) : list);
  return { from: cut(from), to: cut(to) };
}

/** Entries are read from JSON; what is not said reads as null. */
function asJson(value: unknown): Json {
  return (value ?? null) as Json;
}
