// The files of a journal: segments of one size in a row, the next one prepared ahead, so that a full disk is noticed before it hurts.
import { close, fdatasync } from "node:fs";
import { open, readdir, rename, rm, stat, truncate, unlink } from "node:fs/promises";
import { join } from "node:path";

export const SEGMENT_BYTES = 8 * 1024 * 1024;

const SUFFIX = ".segment";
const PREPARED = "next.prepared";
const PARTIAL = "next.partial";
const ZEROS = new Uint8Array(1024 * 1024);

/** The file of a segment; they are numbered from 1 on. */
export function segmentPath(directory: string, segment: number): string {
  return join(directory, `${String(segment).padStart(10, "0")}${SUFFIX}`);
}

/** Space that is really there, waiting to become the next segment. */
export function preparedPath(directory: string): string {
  return join(directory, PREPARED);
}

/** The segments that are there, oldest first. */
export async function listSegments(directory: string): Promise<number[]> {
  const names = await readdir(directory);
  return names
    .filter((name) => name.endsWith(SUFFIX))
    .map((name) => Number(name.slice(0, -SUFFIX.length)))
    .filter((number) => Number.isSafeInteger(number) && number > 0)
    .sort((one, other) => one - other);
}

/**
 * Prepares space for a segment where none is prepared: zeros, written and on the disk, so that no later write into it can lack space.
 * Rejects when there is no room (ENOSPC, EDQUOT), leaving nothing behind.
 */
export async function prepareSegment(directory: string, bytes: number): Promise<void> {
  if ((await sizeOf(preparedPath(directory))) === bytes) return;
  const partial = join(directory, PARTIAL);
  try {
    const file = await open(partial, "w", 0o600);
    try {
      for (let left = bytes; left > 0; left -= ZEROS.length) await file.writeFile(ZEROS.subarray(0, Math.min(left, ZEROS.length)));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, preparedPath(directory));
    await syncDirectory(directory);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

/** Cuts a segment behind its last whole record: what follows was never answered. */
export async function cutSegment(directory: string, segment: number, bytes: number): Promise<void> {
  await truncate(segmentPath(directory, segment), bytes);
}

/** Removes a segment. */
export async function removeSegment(directory: string, segment: number): Promise<void> {
  await unlink(segmentPath(directory, segment));
}

/** When something was last written to it, in epoch milliseconds. */
export async function segmentWrittenMs(directory: string, segment: number): Promise<number> {
  return (await stat(segmentPath(directory, segment))).mtimeMs;
}

/** Makes names in the directory survive a power loss. */
export async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function sizeOf(path: string): Promise<number | null> {
  return stat(path).then(
    ({ size }) => size,
    () => null,
  );
}

/** Brings what was written to an open segment to the disk, and lets go of it. Rejects when it could not be synced. */
export function syncAndClose(file: number): Promise<void> {
  return new Promise((resolve, reject) => {
    fdatasync(file, (fault) => {
      close(file, () => (fault === null ? resolve() : reject(fault)));
    });
  });
}
