// `keyfuse usage export|retention`.
import { type Command, InvalidArgumentError, Option } from "commander";
import type { ExportFormat } from "@/lib/core/schemas/export-format";
import { isPublicId, readUuid } from "@/lib/core/schemas/texts";
import { readInstant } from "@/lib/core/schemas/usage-rows";
import { startOfUnit, UNIT_MS, USAGE_UNITS, type UsageUnit } from "@/lib/core/usage/grains";
import { type UsageExport, writeUsage } from "@/lib/manage/usage/export-usage";
import type { UsageWorld } from "@/lib/manage/usage/usage-world";
import { addRetentionCommand } from "./retention-command";
import { readUuidOption, replyWith, type Session } from "./session";
import { writeLines } from "./write-lines";

interface ExportOptions {
  readonly csv?: boolean;
  readonly jsonl?: boolean;
  readonly api?: string;
  readonly key?: string;
  readonly tenant?: string;
  readonly start?: number;
  readonly end?: number;
  readonly unit: UsageUnit;
  readonly out?: string;
}

const DEFAULT_DAYS = 30;
/** So often a long export says how far it is: to a person, and to a log. */
const ROWS_PER_REPORT = { terminal: 5000, log: 20_000 } as const;

/** Adds the noun to the program. */
export function addUsageCommands(program: Command, session: Session): void {
  const usage = program.command("usage").description("what was counted of requests");
  addRetentionCommand(usage, session);
  usage
    .command("export")
    .description("write sums by unit of time, one to a line; last 30 days by day unless told otherwise")
    .addOption(new Option("--csv", "comma-separated values (the default); safe to open in a spreadsheet").conflicts("jsonl"))
    .option("--jsonl", "one JSON object to a line")
    .option("--api <slug>", "only this API")
    .option("--key <id>", "only this key, by UUID or key_ id", readKeyOption)
    .option("--tenant <uuid>", "only this tenant", readUuidOption)
    .option("--start <instant>", "from this instant on: RFC 3339 or milliseconds since the epoch", readInstantOption)
    .option("--end <instant>", "before this instant", readInstantOption)
    .addOption(new Option("--unit <unit>", "unit of time").choices([...USAGE_UNITS]).default("day"))
    .option("--out <file>", "write to this file instead of standard output")
    .action((options: ExportOptions) =>
      replyWith(session, {}, async ({ world }) => {
        await writeLines(linesOf(world, wantedOf(options, world.nowMs()), options.jsonl === true ? "jsonl" : "csv"), options.out);
        return { json: null, text: "" };
      }),
    );
}

function wantedOf(options: ExportOptions, nowMs: number): UsageExport {
  return {
    api: options.api ?? null,
    keyId: options.key ?? null,
    tenantId: options.tenant ?? null,
    unit: options.unit,
    startMs: options.start ?? startOfUnit("day", nowMs) - (DEFAULT_DAYS - 1) * UNIT_MS.day,
    endMs: options.end ?? nowMs + 1,
  };
}

async function* linesOf(world: UsageWorld, wanted: UsageExport, format: ExportFormat): AsyncGenerator<string> {
  const report = createReport();
  yield* writeUsage(world, wanted, format, report.add);
  report.end();
}

/** Says on standard error how far a long export is. */
function createReport() {
  const isTerminal = process.stderr.isTTY === true;
  const every = isTerminal ? ROWS_PER_REPORT.terminal : ROWS_PER_REPORT.log;
  let rows = 0;
  let hasReported = false;
  return {
    add(count: number) {
      const before = rows;
      rows += count;
      if (Math.floor(before / every) === Math.floor(rows / every)) return;
      hasReported = true;
      process.stderr.write(isTerminal ? `\r${rows} rows` : `${rows} rows\n`);
    },
    end() {
      if (hasReported) process.stderr.write(`${isTerminal ? "\r" : ""}${rows} rows, done\n`);
    },
  };
}

function readKeyOption(text: string): string {
  if (readUuid(text) === null && !isPublicId(text)) throw new InvalidArgumentError("It must be a UUID or a key_ id.");
  return text;
}

function readInstantOption(text: string): number {
  const instant = readInstant(text, Date.parse);
  if (instant === null || Number.isNaN(instant)) {
    throw new InvalidArgumentError("It must be an instant such as 2026-01-31T00:00:00Z, or milliseconds since the epoch.");
  }
  return instant;
}
