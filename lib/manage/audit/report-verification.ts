// Verifies the audit for somebody who watches: how far it is, how each chain ended, where its first broken row can be seen.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import type { VerificationLine } from "@/lib/core/audit/verification";
import { auditQueryText, WHOLE_AUDIT, writeAuditCursor } from "@/lib/core/schemas/audit-query";
import type { World } from "@/lib/manage/world";
import { nameTargets } from "./name-targets";
import { type ChainReport, followVerification } from "./verify-audit";

type Reader = Pick<World, "prisma" | "auditMac" | "nowMs">;

/** So often at most a line says how far it is. */
const PROGRESS_EVERY_MS = 200;

/** Lines of JSON, the last one `end`. */
export async function* reportVerification(world: Reader): AsyncGenerator<string> {
  let saidMs = world.nowMs();
  for await (const step of followVerification(world.prisma, world.auditMac)) {
    if ("broken" in step) {
      yield lineOf(await chainLine(world, step));
      continue;
    }
    if (world.nowMs() - saidMs < PROGRESS_EVERY_MS) continue;
    saidMs = world.nowMs();
    yield lineOf({
      kind: "progress",
      name: await chainName(world, step.chain),
      verified: Number(step.verified),
      count: Number(step.count),
    });
  }
  yield lineOf({ kind: "end" });
}

async function chainLine(world: Reader, { chain, verified, broken }: ChainReport): Promise<VerificationLine> {
  const name = await chainName(world, chain);
  const sequence = Number(broken?.sequence ?? 0);
  const path = broken === null ? null : await pathOf(world, chain, broken.sequence);
  return { kind: "chain", chain, name, verified: Number(verified), broken: broken && { sequence, flaw: broken.flaw, path } };
}

async function chainName(world: Reader, chain: string): Promise<string> {
  if (chain === INSTANCE_CHAIN) return "this instance";
  const target = `tenant:${chain}`;
  return `the tenant ${(await nameTargets(world, [target])).get(target)?.name ?? chain}`;
}

/** The page of the audit that begins with the row; null where there is no such row. */
async function pathOf({ prisma }: Reader, chain: string, sequence: bigint): Promise<string | null> {
  const row = await prisma.auditEntry.findUnique({ where: { chain_sequence: { chain, sequence } }, select: { at: true } });
  if (row === null) return null;
  const cursor = writeAuditCursor({ atMs: row.at.getTime(), chain, sequence: sequence + 1n });
  return `/audit${auditQueryText(WHOLE_AUDIT, ["after", cursor])}`;
}

function lineOf(line: VerificationLine): string {
  return `${JSON.stringify(line)}\n`;
}
