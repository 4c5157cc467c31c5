// Usage as the management API gives it, and what can be asked of it.
import { z } from "zod";
import { startOfUnit, UNIT_MS, USAGE_UNITS, type UsageUnit } from "@/lib/core/usage/grains";
import { OUTCOMES, type StatusClass } from "@/lib/core/usage/outcome";
import { type Checked, check, type Problem } from "./problem";
import { isPublicId, isStorable, readUuid } from "./texts";
import { readUsageCursor, type UsagePlace } from "./usage-cursor";

/** What left, by the first digit of its status; `unknown`: the end is still to come, or was lost with the process. */
export const USAGE_STATUSES = ["unknown", "1xx", "2xx", "3xx", "4xx", "5xx"] as const;

/** `2xx` and its like, of the first digit of a status. */
export function statusText(status: StatusClass): (typeof USAGE_STATUSES)[number] {
  return USAGE_STATUSES[status] ?? "unknown";
}

/** One sum. */
export const usageRow = z.strictObject({
  start: z.int().meta({ description: "When the unit of time begins, in milliseconds since the epoch." }),
  keyId: z.string().nullable().meta({ description: "The key's `key_` id; null where the caller is no key, or unknown." }),
  tenantId: z.string().nullable(),
  api: z.string().meta({ description: "The API's slug." }),
  endpoint: z.string().meta({ description: "The template that was matched, or `(unmatched)`." }),
  method: z.string(),
  outcome: z.enum(OUTCOMES),
  reason: z.string().optional().meta({ description: "Why a denied request was denied." }),
  status: z.enum(USAGE_STATUSES),
  count: z.int(),
  bytes: z.int(),
});

export type UsageRow = z.output<typeof usageRow>;

/** A page of sums. */
export const usageAnswer = z.strictObject({
  usage: z.array(usageRow),
  total: z.int().meta({ description: "The sum of all counts of the selection, not of this page alone." }),
  cursor: z.string().optional().meta({ description: "Leads to the next page; absent on the last one." }),
});

export type UsageAnswer = z.output<typeof usageAnswer>;

/** The longest span of each unit. */
const MOST_UNITS: Readonly<Record<UsageUnit, number>> = { minute: 2 * 1440, hour: 92 * 24, day: 1100 };

/** Without a start; minutes are not kept for longer. */
const DEFAULT_DAYS: Readonly<Record<UsageUnit, number>> = { minute: 2, hour: 30, day: 30 };
/** No instant that is stored is beyond the year 9999. */
const LAST_MS = 253_402_300_799_999;
const RFC_3339 = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/;

const instant = z.string().optional().meta({ description: "Milliseconds since the epoch, or RFC 3339 (`2026-01-31T00:00:00Z`)." });

/** What a query can say, every value a text. */
export const usageQuery = z.object({
  keyId: z.string().optional().meta({ description: "UUID or `key_` id." }),
  tenantId: z.string().optional().meta({ description: "UUID." }),
  api: z.string().optional().meta({ description: "Slug." }),
  start: instant.meta({
    description: "From this instant on; milliseconds since the epoch or RFC 3339. Default: 30 UTC days, today included; by minute 2.",
  }),
  end: instant.meta({ description: "Before this instant. Default: now." }),
  unit: z
    .enum(USAGE_UNITS, `The unit is one of ${USAGE_UNITS.join(", ")}.`)
    .optional()
    .meta({ description: "Default: day." }),
  cursor: z.string().optional().meta({ description: "Where the page before ended." }),
});

/** Which usage is asked for. */
export interface UsageQuery {
  /** UUID or public id. */
  readonly keyId: string | null;
  readonly tenantId: string | null;
  /** Slug. */
  readonly api: string | null;
  readonly unit: UsageUnit;
  /** Inclusive. */
  readonly startMs: number;
  /** Exclusive. */
  readonly endMs: number;
  /** null = from the beginning. */
  readonly after: UsagePlace | null;
}

/** Reads a query. `parseInstant` gives the milliseconds of an RFC 3339 text, NaN for no instant (the core has no calendar of its own). */
export function readUsageQuery(query: unknown, nowMs: number, parseInstant: (text: string) => number): Checked<UsageQuery> {
  const checked = check(usageQuery, withoutNulls(query));
  if (!checked.ok) return checked;
  const { unit = "day", keyId = null, tenantId = null, api = null, cursor } = checked.value;
  const span = spanOf(unit, readInstant(checked.value.start, parseInstant), readInstant(checked.value.end, parseInstant), nowMs);
  const after = cursor === undefined ? null : readUsageCursor(unit, cursor);
  const problems = [
    ...span.problems,
    ...problemIf(keyId !== null && readUuid(keyId) === null && !isPublicId(keyId), "keyId", "This is neither a UUID nor a key_ id."),
    ...problemIf(tenantId !== null && readUuid(tenantId) === null, "tenantId", "This is not a UUID."),
    ...problemIf(api !== null && !isStorable(api), "api", "This is no slug."),
    ...problemIf(cursor !== undefined && after === null, "cursor", "This cursor belongs to no such list."),
  ];
  if (problems.length > 0) return { ok: false, problems };
  const { startMs, endMs } = span;
  return { ok: true, value: { keyId, tenantId: tenantId?.toLowerCase() ?? null, api, unit, startMs, endMs, after } };
}

function spanOf(unit: UsageUnit, start: number | null, end: number | null, nowMs: number) {
  const endMs = end ?? nowMs + 1;
  const startMs = start ?? startOfUnit("day", nowMs) - (DEFAULT_DAYS[unit] - 1) * UNIT_MS.day;
  const problems = [
    ...problemIf(start !== null && !isInstant(start), "start", "This is no instant."),
    ...problemIf(end !== null && !isInstant(end), "end", "This is no instant."),
  ];
  if (problems.length > 0) return { startMs, endMs, problems };
  const isLong = endMs - startMs > (MOST_UNITS[unit] + 1) * UNIT_MS[unit];
  return {
    startMs,
    endMs,
    problems: [
      ...problemIf(start !== null && end !== null && start >= end, "end", "The end is not after the start."),
      ...problemIf(isLong, "start", `With this unit a selection spans at most ${MOST_UNITS[unit]} ${unit}s.`),
    ],
  };
}

/** The milliseconds that a text says, NaN for no instant, null where there is no text. */
export function readInstant(text: string | undefined, parseInstant: (text: string) => number): number | null {
  if (text === undefined) return null;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  return RFC_3339.test(text) ? parseInstant(text.toUpperCase()) : Number.NaN;
}

function isInstant(ms: number): boolean {
  return ms >= 0 && ms <= LAST_MS;
}

function problemIf(isWrong: boolean, field: string, message: string): Problem[] {
  return isWrong ? [{ field, code: "invalid", message }] : [];
}

function withoutNulls(query: unknown): unknown {
  if (typeof query !== "object" || query === null) return query;
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== null));
}
