// Keys that need attention as lines of a file: CSV for spreadsheets, JSON for programs.
import { csvLine } from "@/lib/core/csv";
import type { AttentionView } from "@/lib/core/schemas/attention-view";
import type { ExportFormat } from "@/lib/core/schemas/export-format";
import { describeReason } from "./attention";

const HEADS = ["reason", "key", "name", "api", "owner", "words", "mend"] as const;

/** What stands before the first line of a file. */
export const ATTENTION_HEADS: Readonly<Record<ExportFormat, string>> = { csv: csvLine(HEADS), jsonl: "" };

/** A key under one of its reasons as a line of the file. */
export const ATTENTION_LINES: Readonly<Record<ExportFormat, (view: AttentionView) => string>> = {
  csv: (view) => csvLine(cellsOf(view)),
  jsonl: (view) => {
    const cells = cellsOf(view);
    return `${JSON.stringify(Object.fromEntries(HEADS.map((head, index) => [head, cells[index]])))}\n`;
  },
};

function cellsOf({ reason, publicId, name, api, owner, words }: AttentionView) {
  return [reason, publicId, name, api, owner, words, describeReason(reason).mend.label] as const;
}
