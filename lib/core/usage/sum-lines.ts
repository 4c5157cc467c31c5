// Sums of usage as lines of a file: CSV for spreadsheets, JSON for programs.
import { csvLine } from "@/lib/core/csv";
import { instantText } from "@/lib/core/instant";
import type { ExportFormat } from "@/lib/core/schemas/export-format";
import { statusText } from "@/lib/core/schemas/usage-rows";
import type { Outcome, StatusClass } from "./outcome";

/** What a line is made from. */
export interface SumFacts {
  /** When its unit of time begins. */
  readonly startMs: number;
  /** The key's public id; null where the caller is no key, or unknown. */
  readonly keyId: string | null;
  readonly tenantId: string | null;
  /** Slug. */
  readonly api: string;
  readonly endpoint: string;
  readonly method: string;
  readonly outcome: Outcome;
  readonly reason: string;
  readonly status: StatusClass;
  readonly count: number;
  readonly units: number;
  readonly bytes: number;
}

const HEADS = ["start", "key", "tenant", "api", "endpoint", "method", "outcome", "reason", "status", "count", "units", "bytes"] as const;

/** What stands before the first line of a file. */
export const SUM_HEADS: Readonly<Record<ExportFormat, string>> = { csv: csvLine(HEADS), jsonl: "" };

/** The sum as a line of the file. */
export const SUM_LINES: Readonly<Record<ExportFormat, (sum: SumFacts) => string>> = {
  csv: (sum) => csvLine(cellsOf(sum)),
  jsonl: (sum) => {
    const cells = cellsOf(sum);
    return `${JSON.stringify(Object.fromEntries(HEADS.map((head, index) => [head, cells[index]])))}\n`;
  },
};

function cellsOf({ startMs, keyId, tenantId, api, endpoint, method, outcome, reason, status, count, units, bytes }: SumFacts) {
  return [startText(startMs), keyId, tenantId, api, endpoint, method, outcome, reason, statusText(status), count, units, bytes] as const;
}

/** To the millisecond, as the command line always wrote it. */
function startText(startMs: number): string {
  return instantText(startMs).replace(/Z$/, ".000Z");
}
