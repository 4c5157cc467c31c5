// Applies a bootstrap file: what changed in it since it was last applied, in one transaction, or nothing at all.
import type { Seal } from "@/lib/manage/apis/write-api";
import { changing } from "@/lib/manage/changing";
import { done, type Outcome, refused, unchanged } from "@/lib/manage/outcome";
import { randomUuid } from "@/lib/manage/random-id";
import type { World } from "@/lib/manage/world";
import { segmentsOf } from "./beside-bodies";
import { checkReferences } from "./check-references";
import { changedEntries, countEntries, digestFile, isLastApplied, listEntries, readMarks, readMarksVersion } from "./entries";
import { readSnapshot } from "./instance-snapshot";
import type { GeneratedSecret } from "./plan-keys";
import { prepareWriting } from "./prepare-writing";
import { type BootstrapReading, jsonPath, readBootstrap } from "./read-bootstrap";
import { OvertakenError, writeEntries } from "./write-entries";

const MOST_ATTEMPTS = 10;

/** What applying needs from outside. */
export interface BootstrapWorld extends World {
  readonly seal: Seal;
}

/** How the application of a file ended. */
export interface AppliedBootstrap {
  /** Objects that were created or changed. */
  readonly written: number;
  /** Objects whose text is what it was when it was last applied: not touched. */
  readonly unchanged: number;
  /** To be printed once. */
  readonly generated: readonly GeneratedSecret[];
}

export interface BootstrapOptions {
  /** For the audit. */
  readonly actor: string;
  /** The host name of KEYFUSE_URL, which no API can claim; null = not set. */
  readonly publicHost: string | null;
}

/**
 * Applies the text of a bootstrap file. Refused with the JSON path of every fault, and then nothing is changed. Never un-revokes a
 * key, replaces a rotated secret, resets a password or deletes.
 */
export async function applyBootstrap(world: BootstrapWorld, text: string, options: BootstrapOptions): Promise<Outcome<AppliedBootstrap>> {
  const fileDigest = digestFile(world, text);
  // What people changed since is theirs: the same text again is not even judged against it.
  if (await isLastApplied(world.prisma, fileDigest)) return unchanged({ written: 0, unchanged: countObjects(text), generated: [] });
  const reading = readBootstrap(text);
  if ("problems" in reading) return refused(...reading.problems);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await applyReading(world, { ...reading, fileDigest }, options);
    } catch (error) {
      // Several processes that start together each find the file new; the second one looks again.
      if (!(error instanceof OvertakenError) || attempt === MOST_ATTEMPTS) throw error;
    }
  }
}

/** Objects of a file that was read before. */
function countObjects(text: string): number {
  const file: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
  return Object.values(Object(file)).reduce((sum: number, part) => sum + (Array.isArray(part) ? part.length : 1), 0);
}

async function applyReading(
  world: BootstrapWorld,
  reading: Extract<BootstrapReading, { bootstrap: unknown }> & { readonly fileDigest: string },
  options: BootstrapOptions,
): Promise<Outcome<AppliedBootstrap>> {
  const marksVersion = await readMarksVersion(world.prisma);
  const snapshot = await readSnapshot(world.prisma);
  const newId = () => randomUuid(world.randomBytes);
  const fitting = checkReferences(reading.bootstrap, { snapshot, publicHost: options.publicHost, newId });
  if ("problems" in fitting) return refused(...fitting.problems);
  const entries = listEntries(world, reading.bootstrap, reading.source, fitting);
  const marks = await readMarks(world.prisma);
  const changed = changedEntries(entries, marks);
  const written = countEntries(changed);
  const kept = countEntries(entries) - written;
  if (written === 0) return unchanged({ written, unchanged: kept, generated: [] });
  const writing = await prepareWriting(world, changed, snapshot, marks);
  if ("problems" in writing) return refused(...writing.problems);
  const place: { at: readonly PropertyKey[] } = { at: [] };
  const outcome = await changing(world, options.actor, (change) =>
    writeEntries(change, world.seal, { ...writing, marksVersion, fileDigest: reading.fileDigest }, place),
  );
  // What the database itself refused is named by its column alone.
  if (outcome.kind === "refused") {
    return refused(...outcome.problems.map((problem) => ({ ...problem, field: jsonPath([...place.at, ...segmentsOf(problem.field)]) })));
  }
  return outcome.kind === "absent" ? outcome : done({ written, unchanged: kept, generated: writing.keyPlan.generated });
}
