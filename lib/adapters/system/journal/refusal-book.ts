// The latest refusals without a known caller, findable by request id: a ring of lines in one file, so that strangers cannot fill the disk.

import { type FileHandle, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { DENIAL_CODES, type DenialCode } from "@/lib/core/denials/denial";
import { MOST_UNKNOWN_REFUSALS } from "@/lib/core/retention-terms";
import { type StatusClass, statusClass } from "@/lib/core/usage/outcome";
import { packTold, readTold } from "@/lib/core/usage/told-refusal";
import type { UnknownRefusal, UnknownRefusals } from "@/lib/ports/usage-ports";

const FILE = "refusals-2.ring";
/** Its lines were shorter. What it held is no longer found, and it would keep its room for nothing. */
const FORMER_FILE = "refusals.ring";
/** Request id, instant, API, class and reason; then, where there is room, what more is known, as JSON. Padded with spaces to one length. */
const LINE_BYTES = 256;
const WRITE_EVERY_MS = 1000;
/** Beyond so many a second the surplus is counted, but not findable. */
const MOST_WAITING = 65_536;
const LINES_PER_READ = 10_000;

export interface RefusalBookOptions {
  readonly directory: string;
  /** Every refusal that is noted, at once: for its sums. */
  readonly onNote: (refusal: UnknownRefusal) => void;
  /** Lines could not be written, told once until they can be again. They are lost. */
  readonly onFault: (fault: unknown) => void;
  readonly capacity?: number;
}

/** The book of one process. */
export interface RefusalBook extends UnknownRefusals {
  /** The refusal of that request; null where the book does not hold it (any more). */
  find(requestId: string): Promise<UnknownRefusal | null>;
  /** Writes what waits. Never rejects. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the book where it was left. */
export async function openRefusalBook(options: RefusalBookOptions): Promise<RefusalBook> {
  await rm(join(options.directory, FORMER_FILE), { force: true });
  const file = await open(join(options.directory, FILE), "a+", 0o600).then(async (appending) => {
    await appending.close();
    return open(join(options.directory, FILE), "r+");
  });
  return new Ring(file, options, await readHead(file, options.capacity ?? MOST_UNKNOWN_REFUSALS));
}

class Ring implements RefusalBook {
  readonly #file: FileHandle;
  readonly #options: RefusalBookOptions;
  readonly #capacity: number;
  readonly #timer: NodeJS.Timeout;
  /** Where the next line goes. */
  #next: number;
  #waiting: UnknownRefusal[] = [];
  #writing: Promise<void> = Promise.resolve();
  #isFailing = false;

  constructor(file: FileHandle, options: RefusalBookOptions, next: number) {
    this.#file = file;
    this.#options = options;
    this.#capacity = options.capacity ?? MOST_UNKNOWN_REFUSALS;
    this.#next = next;
    this.#timer = setInterval(() => void this.flush(), WRITE_EVERY_MS);
    this.#timer.unref();
  }

  note(refusal: UnknownRefusal): void {
    this.#options.onNote(refusal);
    if (this.#waiting.length < MOST_WAITING) this.#waiting.push(refusal);
  }

  flush(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async find(requestId: string): Promise<UnknownRefusal | null> {
    await this.flush();
    const bytes = Buffer.alloc(LINES_PER_READ * LINE_BYTES);
    for (let line = 0; ; line += LINES_PER_READ) {
      const { bytesRead } = await this.#file.read(bytes, 0, bytes.length, offsetOf(line));
      if (bytesRead === 0) return null;
      const at = bytes.subarray(0, bytesRead).indexOf(`${requestId} `, 0, "latin1");
      if (at >= 0 && at % LINE_BYTES === 0) return parse(bytes.toString("latin1", at, at + LINE_BYTES));
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.flush();
    await this.#file.close();
  }

  async #write(): Promise<void> {
    const refusals = this.#waiting.slice(-this.#capacity);
    this.#waiting = [];
    if (refusals.length === 0) return;
    try {
      const fit = Math.min(refusals.length, this.#capacity - this.#next);
      await this.#put(refusals.slice(0, fit));
      if (fit < refusals.length) await this.#put(refusals.slice(fit));
      await this.#file.write(lineOf(String(this.#next)), 0, "latin1");
      this.#isFailing = false;
    } catch (fault) {
      if (!this.#isFailing) this.#options.onFault(fault);
      this.#isFailing = true;
    }
  }

  async #put(refusals: readonly UnknownRefusal[]): Promise<void> {
    await this.#file.write(refusals.map(write).join(""), offsetOf(this.#next), "latin1");
    this.#next = (this.#next + refusals.length) % this.#capacity;
  }
}

/** The first line says where the ring goes on. */
function offsetOf(line: number): number {
  return (line + 1) * LINE_BYTES;
}

function lineOf(text: string): string {
  return `${text.slice(0, LINE_BYTES - 1).padEnd(LINE_BYTES - 1)}\n`;
}

function write({ requestId, atMs, apiId, status, reason, method, endpoint, range, told }: UnknownRefusal): string {
  const facts = `${requestId} ${atMs} ${apiId} ${status} ${reason}`;
  const more = asciiJson([method, endpoint, range, told === null ? null : packTold(told)]);
  return lineOf(facts.length + more.length + 2 > LINE_BYTES ? facts : `${facts} ${more}`);
}

/** A character is a byte in this file. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(/[^ -~]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

const LINE = /^(\S+) (\d+) (\S+) (\d) (\w+)(?: (\[.*\]))? *\n?$/;

function parse(line: string): UnknownRefusal | null {
  const [, requestId = "", atMs, apiId = "", status, reason, more = "[]"] = LINE.exec(line) ?? [];
  const code = DENIAL_CODES.find((known): known is DenialCode => known === reason);
  if (code === undefined) return null;
  const [method = "", endpoint = "", range = null, told] = JSON.parse(more) as [string?, string?, (string | null)?, unknown?];
  const known = { requestId, atMs: Number(atMs), apiId, reason: code, status: statusClass(Number(status) * 100) satisfies StatusClass };
  return { ...known, method, endpoint, range, told: readTold(told) };
}

async function readHead(file: FileHandle, capacity: number): Promise<number> {
  const bytes = Buffer.alloc(LINE_BYTES);
  const { bytesRead } = await file.read(bytes, 0, LINE_BYTES, 0);
  const next = Number(bytes.toString("latin1", 0, bytesRead).trim());
  return Number.isSafeInteger(next) && next < capacity ? next : 0;
}
