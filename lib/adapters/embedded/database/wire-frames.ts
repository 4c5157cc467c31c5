// Frames of PostgreSQL's wire protocol 3.0: splitting a byte stream into them, reading and writing the few kinds the socket server touches.
// https://www.postgresql.org/docs/18/protocol-message-formats.html

/** One message, header included: `bytes[0]` is the type, then four bytes of length that count themselves. */
export type Frame = Uint8Array;

/** First bytes of the messages that are looked at, by name; F = from the client, B = from the server. */
export const FRAME = {
  bind: 0x42, // F "B"
  close: 0x43, // F "C"
  commandComplete: 0x43, // B "C"
  copyData: 0x64, // F "d"
  copyDone: 0x63, // F "c"
  copyFail: 0x66, // F "f"
  describe: 0x44, // F "D"
  errorResponse: 0x45, // B "E"
  execute: 0x45, // F "E"
  flush: 0x48, // F "H"
  functionCall: 0x46, // F "F"
  notification: 0x41, // B "A"
  parse: 0x50, // F "P"
  parseComplete: 0x31, // B "1"
  query: 0x51, // F "Q"
  readyForQuery: 0x5a, // B "Z"
  sync: 0x53, // F "S"
  terminate: 0x58, // F "X"
} as const;

/** A frame longer than this is a broken or hostile client (PostgreSQL's own bound is 1 GiB). */
export const MAX_FRAME_BYTES = 256 * 1024 * 1024;

const HEADER_BYTES = 5;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A length that the protocol does not allow: the stream can never be read in step again. */
export class BrokenFrameError extends Error {
  override name = "BrokenFrameError";
}

/** Cuts a stream into frames. The first frame of a connection has no type byte (start-up packet), so the cutter is told what to expect. */
export class FrameCutter {
  #chunks: Uint8Array[] = [];
  #bufferedBytes = 0;
  #untyped: boolean;

  constructor(options: { untyped: boolean }) {
    this.#untyped = options.untyped;
  }

  /** From the next frame on, frames start with a type byte. */
  expectTyped(): void {
    this.#untyped = false;
  }

  /** Takes bytes off the stream. */
  push(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    this.#chunks.push(chunk);
    this.#bufferedBytes += chunk.length;
  }

  /** The next whole frame, or null until more bytes arrive. Throws {@link BrokenFrameError}. */
  next(): Frame | null {
    const lengthAt = this.#untyped ? 0 : 1;
    if (this.#bufferedBytes < lengthAt + 4) return null;
    let head = this.#head(lengthAt + 4);
    const frameBytes = lengthAt + readLength(head, lengthAt);
    if (this.#bufferedBytes < frameBytes) return null;
    head = this.#head(frameBytes);
    this.#drop(head, frameBytes);
    return head.subarray(0, frameBytes);
  }

  /** The first chunk, made at least `bytes` long; frames that arrive in pieces are joined once, not once per piece. */
  #head(bytes: number): Uint8Array {
    const first = this.#chunks[0] ?? new Uint8Array(0);
    if (first.length >= bytes) return first;
    const joined = joinBytes(this.#chunks);
    this.#chunks = [joined];
    return joined;
  }

  #drop(head: Uint8Array, bytes: number): void {
    this.#bufferedBytes -= bytes;
    if (head.length === bytes) this.#chunks.shift();
    else this.#chunks[0] = head.subarray(bytes);
  }
}

/** The frames of a finished reply, without copying. Throws {@link BrokenFrameError} when it ends inside a frame. */
export function* framesOf(reply: Uint8Array): Generator<Frame> {
  let at = 0;
  while (at < reply.length) {
    if (reply.length - at < HEADER_BYTES) throw new BrokenFrameError("a reply ends inside a frame header");
    const end = at + 1 + readLength(reply, at + 1);
    if (end > reply.length) throw new BrokenFrameError("a reply ends inside a frame");
    yield reply.subarray(at, end);
    at = end;
  }
}

/** The zero-terminated string that starts at `at`, and where the next field starts. Throws {@link BrokenFrameError}. */
export function readText(frame: Uint8Array, at: number): { text: string; next: number } {
  const end = frame.indexOf(0, at);
  if (end === -1) throw new BrokenFrameError("a string without its terminating zero");
  return { text: decoder.decode(frame.subarray(at, end)), next: end + 1 };
}

/** Bytes one after another. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1 && parts[0] !== undefined) return parts[0];
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** A zero-terminated string as bytes. */
export function textField(text: string): Uint8Array {
  return encoder.encode(`${text}\0`);
}

/** A frame of the given type around its fields. */
export function frame(type: number, ...fields: readonly Uint8Array[]): Frame {
  const bodyBytes = fields.reduce((sum, field) => sum + field.length, 0);
  const bytes = new Uint8Array(HEADER_BYTES + bodyBytes);
  bytes[0] = type;
  new DataView(bytes.buffer).setInt32(1, bodyBytes + 4);
  let at = HEADER_BYTES;
  for (const field of fields) {
    bytes.set(field, at);
    at += field.length;
  }
  return bytes;
}

/** Four bytes, big-endian. */
export function int32Field(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setInt32(0, value);
  return bytes;
}

/** The number written big-endian at `at`. */
export function readInt32(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getInt32(at);
}

function readLength(bytes: Uint8Array, at: number): number {
  const length = readInt32(bytes, at);
  if (length < 4 || length > MAX_FRAME_BYTES) throw new BrokenFrameError(`a frame of ${length} bytes`);
  return length;
}
