// A place for the journal of one process: a directory under a lock, whose journal keeps its name from one process to the next.
import { randomUUID } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";
import { claimSocket, DataDirectoryInUseError } from "@/lib/adapters/embedded/database/claim-socket";
import { socketDirectoryOf } from "@/lib/adapters/embedded/database/socket-directory";

/** The directory of all slots below the data directory. */
export const JOURNAL_DIRECTORY = "journal";

const LOCK = "lock";
const ID = "id";
const MOST_SLOTS = 256;

/** A slot that this process has taken. */
export interface Slot {
  readonly directory: string;
  /** The journal's name for life. */
  readonly journal: string;
  /** Gives the slot back. A process that dies gives it back as well. */
  release(): Promise<void>;
}

/** Takes every slot that belongs to no living process; a new one where there is none. */
export async function takeFreeSlots(dataDirectory: string): Promise<[Slot, ...Slot[]]> {
  const root = join(dataDirectory, JOURNAL_DIRECTORY);
  mkdirSync(root, { recursive: true, mode: 0o700 });
  const taken: Slot[] = [];
  for (const name of slotNames(root)) {
    const slot = await take(dataDirectory, name);
    if (slot !== null) taken.push(slot);
  }
  for (let number = 0; taken.length === 0 && number < MOST_SLOTS; number++) {
    const slot = await take(dataDirectory, String(number));
    if (slot !== null) taken.push(slot);
  }
  const [own, ...others] = taken;
  if (own === undefined) throw new Error(`${root} has no free slot: ${MOST_SLOTS} processes keep their journals there`);
  return [own, ...others];
}

/** The directories of every slot, taken or not. */
export function slotDirectories(dataDirectory: string): string[] {
  const root = join(dataDirectory, JOURNAL_DIRECTORY);
  return slotNames(root).map((name) => join(root, name));
}

function slotNames(root: string): string[] {
  return readdirSync(root)
    .filter((name) => /^\d{1,3}$/.test(name))
    .sort((one, other) => Number(one) - Number(other));
}

async function take(dataDirectory: string, name: string): Promise<Slot | null> {
  const directory = join(dataDirectory, JOURNAL_DIRECTORY, name);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  try {
    const lock = await claimSocket(join(socketDirectoryOf(dataDirectory), JOURNAL_DIRECTORY, name, LOCK), directory);
    return { directory, journal: journalId(directory), release: () => lock.close() };
  } catch (error) {
    if (error instanceof DataDirectoryInUseError) return null;
    throw error;
  }
}

function journalId(directory: string): string {
  const path = join(directory, ID);
  try {
    const id = readFileSync(path, "utf8").trim();
    if (id !== "") return id;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  const id = randomUUID();
  writeDurably(directory, path, `${id}\n`);
  return id;
}

/** A name that a power loss takes back would let another journal's records be counted again under a new one. */
function writeDurably(directory: string, path: string, text: string): void {
  const partial = `${path}.partial`;
  const file = openSync(partial, "w", 0o600);
  writeSync(file, text);
  fsyncSync(file);
  closeSync(file);
  renameSync(partial, path);
  const names = openSync(directory, "r");
  fsyncSync(names);
  closeSync(names);
}
