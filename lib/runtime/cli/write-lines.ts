// Writes an export to a file, or to standard output.
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { RefusedError } from "./session";

/** Writes the lines as they come; `out` = the file, which nobody else may read; left out = standard output. */
export async function writeLines(lines: AsyncIterable<string>, out: string | undefined): Promise<void> {
  if (out === undefined) return writeToOutput(Readable.from(lines));
  await pipeline(Readable.from(lines), createWriteStream(out, { mode: 0o600 })).catch((error: unknown) => {
    const code = codeOf(error);
    if (!code.startsWith("E")) throw error;
    throw new RefusedError(`${out} cannot be written (${code}).`, { cause: error });
  });
}

async function writeToOutput(lines: Readable): Promise<void> {
  try {
    await pipeline(lines, process.stdout, { end: false });
  } catch (error) {
    // Whoever reads the export has read enough.
    if (codeOf(error) !== "EPIPE") throw error;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
