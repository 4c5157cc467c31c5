// The frames of a journal: length, checksum, payload. A reader stops at the first one that is not whole.
import { crc32c } from "./crc32c";

/** CRC-32C of what follows it (32 bits), then the payload's length (16 bits), both little-endian. */
export const FRAME_HEAD_BYTES = 6;
const CHECKSUM_BYTES = 4;
const MOST_PAYLOAD_BYTES = 0xffff;

/** Frames that wait to be written together, in a buffer that is used again and again. */
export class FrameBuffer {
  bytes: Uint8Array;
  view: DataView;
  /** Where the next byte goes. */
  length = 0;

  constructor(capacity = 65_536) {
    this.bytes = new Uint8Array(capacity);
    this.view = new DataView(this.bytes.buffer);
  }

  /** Makes sure that so many bytes more can be put. */
  reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const bytes = new Uint8Array(Math.max(this.bytes.length * 2, this.length + count));
    bytes.set(this.bytes.subarray(0, this.length));
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer);
  }

  /** Opens a frame; its payload is what is put until `close`. */
  open(): number {
    const start = this.length;
    this.length += FRAME_HEAD_BYTES;
    return start;
  }

  /** Closes the frame that was opened at `start`. Throws a RangeError for a payload over 65,535 bytes, or an empty one. */
  close(start: number): void {
    const payloadBytes = this.length - start - FRAME_HEAD_BYTES;
    if (payloadBytes > MOST_PAYLOAD_BYTES || payloadBytes < 1) throw new RangeError(`a frame cannot hold ${payloadBytes} bytes`);
    this.view.setUint16(start + CHECKSUM_BYTES, payloadBytes, true);
    this.view.setUint32(start, crc32c(this.bytes, start + CHECKSUM_BYTES, this.length), true);
  }

  /** Forgets everything that was put. */
  clear(): void {
    this.length = 0;
  }
}

/** A whole frame: its payload stands from `start` up to `end`, where the next frame begins. */
export interface Frame {
  readonly start: number;
  readonly end: number;
}

/** The frame at that place; null where there is none, or none that is whole. */
export function readFrame(bytes: Uint8Array, at: number): Frame | null {
  const start = at + FRAME_HEAD_BYTES;
  if (start > bytes.length) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const payloadBytes = view.getUint16(at + CHECKSUM_BYTES, true);
  const end = start + payloadBytes;
  // Prepared space is zeros: a length of zero is where nothing was written yet.
  if (payloadBytes === 0 || end > bytes.length) return null;
  return view.getUint32(at, true) === crc32c(bytes, at + CHECKSUM_BYTES, end) ? { start, end } : null;
}
