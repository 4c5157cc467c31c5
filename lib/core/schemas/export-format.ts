// The kinds of file that lists are exported to.
import { type PageQuery, storableOf } from "./page-query";

/** Each with its type and how its files' names end. */
export const EXPORT_FORMATS = {
  csv: "text/csv; charset=utf-8",
  jsonl: "application/x-ndjson; charset=utf-8",
} as const;

export type ExportFormat = keyof typeof EXPORT_FORMATS;

/** The format that a query names; CSV where it names none. */
export function readExportFormat(query: PageQuery): ExportFormat {
  return storableOf(query, "format") === "jsonl" ? "jsonl" : "csv";
}
