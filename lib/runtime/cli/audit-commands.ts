// `keyfuse audit verify|export`.
import { type Command, InvalidArgumentError, Option } from "commander";
import { type AuditFilter, readAuditFilter } from "@/lib/core/schemas/audit-query";
import { exportAudit } from "@/lib/manage/audit/export-audit";
import { type ChainReport, verifyAudit } from "@/lib/manage/audit/verify-audit";
import type { Instance } from "@/lib/runtime/open-instance";
import { type CommonOptions, type Reply, replyWith, type Session } from "./session";
import { writeLines } from "./write-lines";

interface ExportOptions extends Partial<AuditFilter> {
  readonly csv?: boolean;
  readonly jsonl?: boolean;
  readonly out?: string;
}

/** Adds the noun to the program. */
export function addAuditCommands(program: Command, session: Session): void {
  const audit = program.command("audit").description("the record of every change");
  audit
    .command("verify")
    .description("verify every audit chain; names the first broken row")
    .option("--json", "print one JSON document")
    .action((options: CommonOptions) => replyWith(session, options, verify));
  audit
    .command("export")
    .description("write rows, the newest first, one to a line")
    .addOption(new Option("--csv", "comma-separated values (the default); safe to open in a spreadsheet").conflicts("jsonl"))
    .option("--jsonl", "one JSON object to a line")
    .option("--actor <actor>", "only what they did, as the audit names them: member:<uuid>, key:key_…, command-line")
    .option("--about <id>", "only what was done to it: a key_ id, a UUID, or a target such as setting:security")
    .option("--action <action>", "only this action, such as key.revoke")
    .option("--from <time>", "from this UTC day or RFC 3339 instant on, such as 2026-01-31 or 2026-01-31T14:05:00Z", readTime)
    .option("--until <time>", "up to this day or instant, which is included", readTime)
    .option("--out <file>", "write to this file instead of standard output")
    .action((options: ExportOptions) =>
      replyWith(session, {}, async ({ world }) => {
        const { csv: _csv, jsonl = false, out, ...filter } = options;
        await writeLines(exportAudit(world, readAuditFilter(filter), jsonl ? "jsonl" : "csv"), out);
        return { json: null, text: "" };
      }),
    );
}

function readTime(text: string): string {
  if (readAuditFilter({ from: text }).from !== "") return text;
  throw new InvalidArgumentError("It must be a day such as 2026-01-31, or an instant such as 2026-01-31T14:05:00Z.");
}

async function verify({ world }: Instance): Promise<Reply> {
  const reports: ChainReport[] = [];
  for await (const report of verifyAudit(world.prisma, world.auditMac)) reports.push(report);
  const isBad = reports.some((report) => report.broken !== null);
  const chains = reports.map(({ chain, verified, mac, broken }) => ({
    chain,
    verified: Number(verified),
    mac,
    broken: broken === null ? null : { sequence: Number(broken.sequence), flaw: broken.flaw },
  }));
  const lines = chains.map(({ chain, verified, broken }) =>
    broken === null
      ? `${chain}: ${verified} rows hold`
      : `${chain}: row ${broken.sequence} is broken (${broken.flaw}); ${verified} rows before it hold`,
  );
  return { json: { intact: !isBad, chains }, text: lines.length === 0 ? "The audit is empty." : lines.join("\n"), isBad };
}
