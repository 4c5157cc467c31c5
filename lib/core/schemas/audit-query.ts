// Which rows of the audit a page shows or a file holds: what a URL asks for, and the URL that asks for it.
import { z } from "zod";
import { instantMs, readCursorText, writeCursorText } from "./cursor-text";
import { type PageQuery, singleOf, storableOf } from "./page-query";

/** What narrows the audit; "" = nothing does. */
export interface AuditFilter {
  /** As the audit names who did it: `member:<id>`, `key:key_…`, `command-line` … */
  readonly actor: string;
  /** A key's id, any object's UUID, or a target as the audit names it: `setting:security`. */
  readonly about: string;
  readonly action: string;
  /** What `readAuditTime` reads; both inclusive. */
  readonly from: string;
  readonly until: string;
}

/** A time as it was asked for: where it begins, in RFC 3339, and how long it is; a day, a minute, a second, a millisecond. */
export interface AuditTime {
  readonly at: string;
  readonly lengthMs: number;
}

/** A row, by what the audit is sorted by. */
export interface AuditPlace {
  readonly atMs: number;
  readonly chain: string;
  readonly sequence: bigint;
}

/** What a page asks for. */
export interface AuditQuery extends AuditFilter {
  /** null = the newest rows. */
  readonly position: { readonly side: "after" | "before"; readonly place: AuditPlace } | null;
}

export const WHOLE_AUDIT: AuditFilter = { actor: "", about: "", action: "", from: "", until: "" };

const FILTERS = Object.keys(WHOLE_AUDIT) as readonly (keyof AuditFilter)[];
const MINUTE_MS = 60_000;
const day = z.iso.date();
const instant = z.iso.datetime({ offset: true });
/** RFC 3339, or as much of it as a `datetime-local` field sends. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?<seconds>:\d\d(?<fraction>\.\d{1,3})?)?(?<offset>Z|[+-]\d\d:\d\d)?$/;
const place = z.tuple([instantMs, z.string().max(64), z.string().regex(/^[1-9]\d{0,17}$/)]);

/** Reads a query; what it does not understand is as if it were not there. */
export function readAuditQuery(query: PageQuery): AuditQuery {
  return { ...readAuditFilter(query), position: positionOf("after", query) ?? positionOf("before", query) };
}

/** As much of a query as narrows. */
export function readAuditFilter(query: PageQuery): AuditFilter {
  return {
    actor: storableOf(query, "actor"),
    about: storableOf(query, "about"),
    action: storableOf(query, "action"),
    from: timeOf(query, "from"),
    until: timeOf(query, "until"),
  };
}

/** The day, minute, second or millisecond that a text names, or null. Without an offset it is one of UTC. */
export function readAuditTime(text: string): AuditTime | null {
  if (day.safeParse(text).success) return { at: `${text}T00:00:00Z`, lengthMs: 24 * 60 * MINUTE_MS };
  const { seconds, fraction, offset = "" } = TIME.exec(text)?.groups ?? {};
  const at = `${text.slice(0, text.length - offset.length)}${seconds === undefined ? ":00" : ""}${offset || "Z"}`;
  if (!instant.safeParse(at).success) return null;
  if (seconds === undefined) return { at, lengthMs: MINUTE_MS };
  return { at, lengthMs: fraction === undefined ? 1000 : 1 };
}

/** The query that asks for the first page, or for the one beside a cursor, beginning with `?`; empty for the whole audit. */
export function auditQueryText(filter: AuditFilter, ...more: readonly (readonly [name: string, value: string])[]): string {
  const query = new URLSearchParams(FILTERS.flatMap((name) => (filter[name] === "" ? [] : [[name, filter[name]]])));
  for (const [name, value] of more) query.set(name, value);
  return query.size === 0 ? "" : `?${query}`;
}

/** Whether anything narrows. */
export function narrowsAudit(filter: AuditFilter): boolean {
  return FILTERS.some((name) => filter[name] !== "");
}

/** The place as a text for URLs. */
export function writeAuditCursor({ atMs, chain, sequence }: AuditPlace): string {
  return writeCursorText([atMs, chain, String(sequence)]);
}

function positionOf(side: "after" | "before", query: PageQuery): AuditQuery["position"] {
  const read = place.safeParse(readCursorText(singleOf(query, side)));
  if (!read.success) return null;
  const [atMs, chain, sequence] = read.data;
  return { side, place: { atMs, chain, sequence: BigInt(sequence) } };
}

function timeOf(query: PageQuery, name: string): string {
  // A plus that nobody escaped arrives as a space, and an offset is the one place where either can stand.
  const text = storableOf(query, name).toUpperCase().replace(" ", "+");
  return readAuditTime(text) === null ? "" : text;
}
