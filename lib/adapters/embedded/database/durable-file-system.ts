// PGlite's file system on a directory, with the fsync that its own lacks: a commit that was acknowledged is on the disk.
import { closeSync, fsyncSync, openSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { NodeFS } from "@electric-sql/pglite/nodefs";

type Init = NodeFS["init"];
type EngineOptions = Parameters<Init>[1];

/** The part of Emscripten's node file system that is mended. `nfd` is the real descriptor behind a stream. */
interface NodeFileSystem {
  stream_ops: { fsync?: (stream: { nfd: number }) => number };
}

/** Emscripten calls `stream_ops.fsync` when a mounted file system has one; NodeFS has none and reports success. */
export class DurableFileSystem extends NodeFS {
  override async init(engine: Parameters<Init>[0], options: EngineOptions): ReturnType<Init> {
    const { emscriptenOpts } = await super.init(engine, options);
    const addFsync = (module: { NODEFS?: NodeFileSystem }): void => {
      if (module.NODEFS === undefined) throw new Error("this build of the embedded database has no node file system to make durable");
      module.NODEFS.stream_ops.fsync = (stream) => {
        fsyncSync(stream.nfd);
        return 0;
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
