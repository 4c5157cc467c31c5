// The audit as lines of a file: CSV for spreadsheets, JSON for programs.
import { csvLine } from "@/lib/core/csv";
import { instantText } from "@/lib/core/instant";
import type { JsonObject } from "@/lib/core/json";
import { entryWords } from "./entry-words";

/** What a line is made from. */
export interface EntryFacts {
  readonly chain: string;
  readonly sequence: bigint;
  readonly atMs: number;
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  readonly details: JsonObject;
  /** As people know who did it. */
  readonly by: string;
}

const HEADS = ["at", "chain", "sequence", "actor", "by", "action", "target", "words", "details"] as const;

/** The first line of a CSV file. */
export const ENTRY_HEAD: string = csvLine(HEADS);

/** The row as a line of CSV. */
export function entryCsvLine(entry: EntryFacts): string {
  const { chain, sequence, atMs, actor, by, action, target, details } = entry;
  return csvLine([
    instantText(atMs),
    chain,
    Number(sequence),
    actor,
    by,
    action,
    target,
    entryWords(action, details),
    JSON.stringify(details),
  ]);
}

/** The row as a line of JSON. */
export function entryJsonLine(entry: EntryFacts): string {
  const { chain, sequence, atMs, actor, by, action, target, details } = entry;
  const fields = {
    at: instantText(atMs),
    chain,
    sequence: Number(sequence),
    actor,
    by,
    action,
    target,
    words: entryWords(action, details),
    details,
  };
  return `${JSON.stringify(fields)}\n`;
}
