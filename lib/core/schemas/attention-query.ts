// Which keys the list of those that need attention shows: what its URL asks for, and the URL that asks for it.
import { z } from "zod";
import { ATTENTION_REASONS, type AttentionReason, readReason } from "@/lib/core/keys/attention";
import { instantMs, readCursorText, writeCursorText } from "./cursor-text";
import type { ExportFormat } from "./export-format";
import { type PageQuery, singleOf, storableOf } from "./page-query";
import { uuidText } from "./texts";

/** A line of the list: a key under one of its reasons, and the instant that it is sorted by there. */
export interface AttentionPlace {
  readonly reason: AttentionReason;
  readonly atMs: number;
  /** UUID of the key. */
  readonly id: string;
}

/** What a page asks for. */
export interface AttentionQuery {
  /** null = every one, after each other. */
  readonly reason: AttentionReason | null;
  readonly position: { readonly side: "after" | "before"; readonly place: AttentionPlace } | null;
}

const place = z.tuple([z.enum(ATTENTION_REASONS), instantMs, uuidText]);

/** Reads a query; what it does not understand is as if it were not there. */
export function readAttentionQuery(query: PageQuery): AttentionQuery {
  const reason = readReason(storableOf(query, "reason"));
  return { reason, position: positionOf("after", query, reason) ?? positionOf("before", query, reason) };
}

/** The path that asks for the first page, or for the one beside a cursor. */
export function attentionPath(reason: AttentionReason | null, cursor?: readonly ["after" | "before", string]): string {
  const query = new URLSearchParams(reason === null ? [] : [["reason", reason]]);
  if (cursor !== undefined) query.set(...cursor);
  return query.size === 0 ? "/review" : `/review?${query}`;
}

/** The path of the file with all that the pages list. */
export function attentionExportPath(reason: AttentionReason | null, format: ExportFormat): string {
  return `/review/export?${new URLSearchParams({ ...(reason === null ? {} : { reason }), format })}`;
}

/** The place as a text for URLs. */
export function writeAttentionCursor({ reason, atMs, id }: AttentionPlace): string {
  return writeCursorText([reason, atMs, id]);
}

/** A place under another reason is none of this list. */
function positionOf(side: "after" | "before", query: PageQuery, reason: AttentionReason | null): AttentionQuery["position"] {
  const read = place.safeParse(readCursorText(singleOf(query, side)));
  if (!read.success) return null;
  const [named, atMs, id] = read.data;
  return reason === null || reason === named ? { side, place: { reason: named, atMs, id } } : null;
}
