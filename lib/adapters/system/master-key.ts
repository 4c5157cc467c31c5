// The instance's master key: given by its operator, or made on the first start and kept in the data directory.
import { Buffer } from "node:buffer";
import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import path from "node:path";
import { deriveKey } from "./sealing";

/** A master key and where it came from. */
export interface MasterKey {
  /** 32 bytes. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** `created` beside an existing database means that its old key is lost. */
  readonly origin: "given" | "kept" | "created";
}

const KEY_BYTES = 32;
const FILE_NAME = "master.key";

/**
 * The key from `given` (KEYFUSE_MASTER_KEY), else from `master.key` in the data directory, made there if absent. Of several processes
 * that start at once all get the one that was first. Throws one clear line, without the value, where a key is malformed.
 */
export function loadMasterKey(given: string | null, dataDir: string): MasterKey {
  if (given !== null) return { bytes: parseMasterKey(given, "KEYFUSE_MASTER_KEY"), origin: "given" };
  const file = path.join(dataDir, FILE_NAME);
  const kept = readKept(file);
  if (kept !== null) return { bytes: kept, origin: "kept" };
  const isFirst = createOnce(file, `${randomBytes(KEY_BYTES).toString("base64")}\n`);
  const bytes = readKept(file);
  if (bytes === null) throw new Error(`${file} vanished right after it was written.`);
  return { bytes, origin: isFirst ? "created" : "kept" };
}

/** 32 bytes as 64 hexadecimal digits, base64 or base64url. Throws a line that names the source and not the value. */
export function parseMasterKey(text: string, source: string): Uint8Array<ArrayBuffer> {
  const trimmed = text.trim();
  if (/^[0-9a-f]{64}$/i.test(trimmed)) return new Uint8Array(Buffer.from(trimmed, "hex"));
  if (/^([A-Za-z0-9+/]{43}=?|[A-Za-z0-9_-]{43})$/.test(trimmed)) return new Uint8Array(Buffer.from(trimmed, "base64"));
  throw new Error(`${source} must be 32 random bytes, written as 64 hexadecimal digits or in base64 (44 characters).`);
}

/** The key under which secrets are hashed. It is derived, so that the master key is all there is to keep. */
export function derivePepper(masterKey: Uint8Array): Uint8Array<ArrayBuffer> {
  return deriveKey(masterKey, "pepper");
}

function readKept(file: string): Uint8Array<ArrayBuffer> | null {
  try {
    return parseMasterKey(readFileSync(file, "utf8"), file);
  } catch (error) {
    if (isCode(error, "ENOENT")) return null;
    throw error;
  }
}

/**
 * Writes the file whole or not at all, and never over another: the name is linked to a file that is already on disk. False = there
 * was one. Two keys would make every stored fingerprint worthless, so a rename, which replaces, will not do.
 */
function createOnce(file: string, text: string): boolean {
  const directory = path.dirname(file);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  try {
    writeSynced(draft, text);
    linkSync(draft, file);
    syncDirectory(directory);
    return true;
  } catch (error) {
    if (isCode(error, "EEXIST")) return false;
    throw new Error(`Cannot write ${file}.`, { cause: error });
  } finally {
    rmSync(draft, { force: true });
  }
}

function writeSynced(file: string, text: string): void {
  const descriptor = openSync(file, "wx", 0o600);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function syncDirectory(directory: string): void {
  const descriptor = openSync(directory, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
