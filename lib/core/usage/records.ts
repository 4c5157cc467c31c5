// The records of a journal as bytes: a place is named once in each segment, so that a request's own record stays small.
import { MOST_RANGE_BYTES, readRange, writeRange } from "./address-range";
import type { Counted, CountedEnd, CountedPlace, JournalRecord } from "./counted";
import { FRAME_HEAD_BYTES, type FrameBuffer } from "./frames";
import type { StatusClass } from "./outcome";

const NAMED = 1;
const ADMITTED = 2;
const FINISHED = 3;
const SERVED = 4;
const REFUSED = 5;
const MARK = 6;

const IS_KEY = 1;
const HAS_TENANT = 2;
const ID_IS_TEXT = 1;
const IS_ABORTED = 2;
const RANGE_SHIFT = 2;

/** Kind, flags, place, instant, cost, the longest range and the end: everything of a request's record but an id that is text. */
const MOST_REQUEST_BYTES = FRAME_HEAD_BYTES + 14 + 10 + MOST_RANGE_BYTES + 11;
/** Lengths of strings are 16 bits, and so is a frame's. */
const MOST_TEXT_BYTES = 10_000;
const TWO_TO_32 = 0x1_0000_0000;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A place under its number, as the dictionary of a segment has it. */
export interface NamedPlace extends CountedPlace {
  readonly reason: string;
}

/** Names a place: records after it refer to it by its number. */
export function writeName(frames: FrameBuffer, number: number, place: NamedPlace): void {
  const texts = [place.apiId, place.caller, place.tenantId ?? "", place.endpoint, place.method, place.reason];
  frames.reserve(FRAME_HEAD_BYTES + 6 + texts.length * (2 + MOST_TEXT_BYTES));
  const start = frames.open();
  putByte(frames, NAMED);
  putByte(frames, (place.isKey ? IS_KEY : 0) | (place.tenantId === null ? 0 : HAS_TENANT));
  putNumber32(frames, number);
  for (const text of texts) putText(frames, text);
  frames.close(start);
}

/** Appends the admission of a request. */
export function writeAdmitted(frames: FrameBuffer, place: number, request: Counted): void {
  frames.close(openRequest(frames, ADMITTED, place, request, 0));
}

/** Appends the end of a request that was admitted before. It repeats what is needed to account for it alone. */
export function writeFinished(frames: FrameBuffer, place: number, request: Counted, end: CountedEnd): void {
  writeEnded(frames, FINISHED, place, request, end);
}

/** Appends admission and end in one. */
export function writeServed(frames: FrameBuffer, place: number, request: Counted, end: CountedEnd): void {
  writeEnded(frames, SERVED, place, request, end);
}

/** Appends a refusal; its reason belongs to the place. */
export function writeRefused(frames: FrameBuffer, place: number, request: Counted, status: StatusClass): void {
  const start = openRequest(frames, REFUSED, place, request, 0);
  putByte(frames, status);
  frames.close(start);
}

/** Appends a record without content, which only moves the journal's position. */
export function writeMark(frames: FrameBuffer): void {
  frames.reserve(FRAME_HEAD_BYTES + 1);
  const start = frames.open();
  putByte(frames, MARK);
  frames.close(start);
}

/** Reads the payloads of one segment from its beginning, in their order. */
export class RecordReader {
  readonly #places = new Map<number, NamedPlace>();
  #bytes: Uint8Array = new Uint8Array();
  #view: DataView = new DataView(new ArrayBuffer(0));
  #at = 0;

  /**
   * The record that stands from `start` up to `end`; null for names and marks, which count nothing. Throws a RangeError for bytes that no
   * writer of this version wrote, although their checksum holds.
   */
  read(bytes: Uint8Array, start: number, end: number): JournalRecord | null {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, end);
    this.#at = start;
    const kind = this.#byte();
    if (kind === MARK) return null;
    if (kind === NAMED) {
      this.#readName();
      return null;
    }
    if (kind < ADMITTED || kind > REFUSED) throw new RangeError(`a record of kind ${kind} is unknown`);
    return this.#readRequest(kind);
  }

  #readName(): void {
    const flags = this.#byte();
    const number = this.#number32();
    const [apiId, caller, tenantId, endpoint, method, reason] = [0, 1, 2, 3, 4, 5].map(() => this.#text()) as [
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    const isKey = (flags & IS_KEY) !== 0;
    this.#places.set(number, { apiId, caller, isKey, tenantId: flags & HAS_TENANT ? tenantId : null, endpoint, method, reason });
  }

  #readRequest(kind: number): JournalRecord {
    const flags = this.#byte();
    const number = this.#number32();
    const named = this.#places.get(number);
    if (named === undefined) throw new RangeError(`place ${number} was not named in its segment`);
    const atMs = this.#number48();
    const cost = this.#number16();
    const requestId = flags & ID_IS_TEXT ? this.#text() : `req_${digits(this.#number48(), 13)}${digits(this.#number32(), 9)}`;
    const peer = readRange(this.#take(flags >> RANGE_SHIFT));
    const { reason, ...place } = named;
    const request = { ...place, requestId, atMs, cost, peer };
    if (kind === ADMITTED) return { kind: "admitted", request };
    const status = this.#byte() as StatusClass;
    if (kind === REFUSED) return { kind: "refused", request, reason, status };
    const end = { status, bytes: this.#number48(), latencyMs: this.#float32(), isAborted: (flags & IS_ABORTED) !== 0 };
    return { kind: kind === SERVED ? "served" : "finished", request, end };
  }

  #byte(): number {
    this.#at += 1;
    return this.#view.getUint8(this.#at - 1);
  }

  #number16(): number {
    this.#at += 2;
    return this.#view.getUint16(this.#at - 2, true);
  }

  #number32(): number {
    this.#at += 4;
    return this.#view.getUint32(this.#at - 4, true);
  }

  #number48(): number {
    return this.#number32() + this.#number16() * TWO_TO_32;
  }

  #float32(): number {
    this.#at += 4;
    return this.#view.getFloat32(this.#at - 4, true);
  }

  #take(count: number): Uint8Array {
    this.#at += count;
    return this.#bytes.subarray(this.#at - count, this.#at);
  }

  #text(): string {
    return decoder.decode(this.#take(this.#number16()));
  }
}

function writeEnded(frames: FrameBuffer, kind: number, place: number, request: Counted, end: CountedEnd): void {
  const start = openRequest(frames, kind, place, request, end.isAborted ? IS_ABORTED : 0);
  putByte(frames, end.status);
  putNumber48(frames, end.bytes);
  frames.view.setFloat32(frames.length, end.latencyMs, true);
  frames.length += 4;
  frames.close(start);
}

function openRequest(frames: FrameBuffer, kind: number, place: number, request: Counted, flags: number): number {
  const { requestId } = request;
  const isText = !isDigitsId(requestId);
  frames.reserve(MOST_REQUEST_BYTES + (isText ? 2 + MOST_TEXT_BYTES : 0));
  const start = frames.open();
  putByte(frames, kind);
  const flagsAt = frames.length;
  putByte(frames, 0);
  putNumber32(frames, place);
  putNumber48(frames, request.atMs);
  putNumber16(frames, request.cost);
  if (isText) putText(frames, requestId);
  else putDigitsId(frames, requestId);
  const rangeBytes = writeRange(request.peer, frames.bytes, frames.length);
  frames.length += rangeBytes;
  frames.bytes[flagsAt] = flags | (isText ? ID_IS_TEXT : 0) | (rangeBytes << RANGE_SHIFT);
  return start;
}

/** Whether the id is one of ours (lib/core/request-id.ts): `req_`, 13 digits of an instant, 9 digits more. */
function isDigitsId(id: string): boolean {
  if (id.length !== 26 || !id.startsWith("req_")) return false;
  for (let index = 4; index < 26; index++) {
    const code = id.charCodeAt(index);
    if (code < 48 || code > 57) return false;
  }
  return true;
}

function putDigitsId(frames: FrameBuffer, id: string): void {
  let instant = 0;
  for (let index = 4; index < 17; index++) instant = instant * 10 + id.charCodeAt(index) - 48;
  let rest = 0;
  for (let index = 17; index < 26; index++) rest = rest * 10 + id.charCodeAt(index) - 48;
  putNumber48(frames, instant);
  putNumber32(frames, rest);
}

function digits(value: number, count: number): string {
  return String(value).padStart(count, "0");
}

function putByte(frames: FrameBuffer, value: number): void {
  frames.bytes[frames.length] = value;
  frames.length += 1;
}

function putNumber16(frames: FrameBuffer, value: number): void {
  frames.view.setUint16(frames.length, value, true);
  frames.length += 2;
}

function putNumber32(frames: FrameBuffer, value: number): void {
  frames.view.setUint32(frames.length, value, true);
  frames.length += 4;
}

function putNumber48(frames: FrameBuffer, value: number): void {
  putNumber32(frames, value % TWO_TO_32);
  putNumber16(frames, Math.floor(value / TWO_TO_32));
}

/** A longer text is cut at a whole character: no caller, template or id of ours is so long. */
function putText(frames: FrameBuffer, text: string): void {
  const target = frames.bytes.subarray(frames.length + 2, frames.length + 2 + MOST_TEXT_BYTES);
  const { written } = encoder.encodeInto(text, target);
  putNumber16(frames, written);
  frames.length += written;
}
