// The one byte form of an audit row, over which its keyed hash is taken.
import type { Json } from "@/lib/core/http";
import { isJsonList, isJsonObject } from "@/lib/core/json";

/** The chain of changes that belong to no tenant. Every tenant has a chain of its own, named by its id. */
export const INSTANCE_CHAIN = "instance";

/** The keyed hash of a row and of the row before it. The key stays inside. */
export type AuditMac = (previous: Uint8Array, row: Uint8Array) => Uint8Array;

/** What stands before the first row of every chain. */
export const GENESIS_MAC: Uint8Array = new Uint8Array(32);

/** A link of an audit chain, without its hash. */
export interface AuditRow {
  readonly chain: string;
  /** 1, 2, 3 … without a gap. */
  readonly sequence: bigint;
  /** Whole milliseconds since the epoch. */
  readonly atMs: number;
  /** Who: `key:key_…`, `member:<id>`, `bootstrap`, `command-line`, `system`. */
  readonly actor: string;
  /** What: `key.create`, `user.create` … */
  readonly action: string;
  /** To what: `key:<id>`, `user:<id>` … */
  readonly target: string;
  /** Facts of the change; never a secret. */
  readonly details: Json;
}

const VERSION = "keyfuse-audit-1";
const encoder = new TextEncoder();

/**
 * The row as bytes: a JSON array of all its fields, object names in code-unit order. Two rows have the same bytes exactly when
 * every field is equal, however the database stores the order of names.
 */
export function canonicalRow(row: AuditRow): Uint8Array {
  const fields: Json = [VERSION, row.chain, String(row.sequence), row.atMs, row.actor, row.action, row.target, row.details];
  return encoder.encode(JSON.stringify(sorted(fields)));
}

function sorted(value: Json): Json {
  if (isJsonList(value)) return value.map(sorted);
  if (!isJsonObject(value)) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sorted(value[name] ?? null)]));
}
