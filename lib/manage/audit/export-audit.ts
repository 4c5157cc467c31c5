// Writes the audit, or a part of it, line by line in constant memory.
import { ENTRY_HEAD, entryCsvLine, entryJsonLine } from "@/lib/core/audit/entry-lines";
import type { AuditFilter } from "@/lib/core/schemas/audit-query";
import type { ExportFormat } from "@/lib/core/schemas/export-format";
import { nameActors } from "@/lib/manage/team/name-actors";
import type { World } from "@/lib/manage/world";
import { readAudit } from "./list-audit";

/** Lines with their line breaks, some at a time, the newest row first. */
export async function* exportAudit(world: Pick<World, "prisma">, filter: AuditFilter, format: ExportFormat): AsyncGenerator<string> {
  const line = format === "csv" ? entryCsvLine : entryJsonLine;
  if (format === "csv") yield ENTRY_HEAD;
  for await (const items of readAudit(world, filter)) {
    const names = await nameActors(world, [...new Set(items.map(({ actor }) => actor))]);
    yield items.map((item) => line({ ...item, by: names.get(item.actor) ?? item.actor })).join("");
  }
}
