// PGlite's file system on a directory, with the fsync that its own lacks: a commit that was acknowledged is on the disk.
import { closeSync, fsyncSync, openSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { NodeFS } from "@electric-sql/pglite/nodefs";

type Init = NodeFS["init"];
type EngineOptions = Parameters<Init>[1];

/** The parts of Emscripten that are mended. `nfd` is the real descriptor behind a stream. */
interface EngineModule {
  NODEFS?: { stream_ops: { fsync?: (stream: { nfd: number }) => number } };
  FS?: { ErrnoError: new (errno: number) => Error };
}

/** Emscripten's number for EIO: what PostgreSQL must hear when the disk did not take the data, so that it does not acknowledge a commit. */
const EIO = 29;

/** Emscripten calls `stream_ops.fsync` when a mounted file system has one; NodeFS has none and reports success. */
export class DurableFileSystem extends NodeFS {
  override async init(engine: Parameters<Init>[0], options: EngineOptions): ReturnType<Init> {
    const { emscriptenOpts } = await super.init(engine, options);
    const addFsync = ({ NODEFS, FS }: EngineModule): void => {
      if (NODEFS === undefined || FS === undefined) throw new Error("this build of the embedded database has no node file system to mend");
      NODEFS.stream_ops.fsync = (stream) => {
        try {
          fsyncSync(stream.nfd);
          return 0;
        } catch {
          throw new FS.ErrnoError(EIO);
        }
      };
    };
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), addFsync] } };
  }
}

/** Writes a whole directory through to the disk, children before parents; for files that were made without fsync. */
export function fsyncTree(directory: string): void {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) fsyncTree(path);
    else if (entry.isFile()) fsyncPath(path);
  }
  fsyncPath(directory);
}

/** Writes one file, or the names in one directory, through to the disk. */
export function fsyncPath(path: string): void {
  const descriptor = openSync(path, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
