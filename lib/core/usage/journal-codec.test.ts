// Promises of the journal's bytes: what is written is read back, and nothing that is torn or damaged is ever read as a record.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addressRange } from "./address-range";
import type { Counted, JournalRecord } from "./counted";
import { crc32c } from "./crc32c";
import { FrameBuffer, readFrame } from "./frames";
import { STATUS_CLASSES } from "./outcome";
import { RecordReader, writeAdmitted, writeFinished, writeMark, writeName, writeRefused, writeServed } from "./records";

const text = fc.string({ unit: "grapheme", maxLength: 20 });
const digitsId = fc
  .tuple(fc.integer({ min: 0, max: 9_999_999_999_999 }), fc.integer({ min: 0, max: 999_999_999 }))
  .map(([instant, rest]) => `req_${String(instant).padStart(13, "0")}${String(rest).padStart(9, "0")}`);
const octet = fc.integer({ min: 0, max: 255 });
const peer = fc.oneof(
  fc.constant(null),
  fc.tuple(octet, octet, octet, octet).map((octets) => octets.join(".")),
  fc.ipV6(),
);
const request: fc.Arbitrary<Counted> = fc.record({
  apiId: fc.uuid(),
  caller: fc.oneof(fc.uuid(), text),
  isKey: fc.boolean(),
  tenantId: fc.option(fc.uuid()),
  endpoint: text,
  method: fc.constantFrom("GET", "POST", ""),
  requestId: fc.oneof(digitsId, text),
  atMs: fc.integer({ min: 0, max: 4_000_000_000_000 }),
  cost: fc.integer({ min: 1, max: 1000 }),
  peer,
});
const status = fc.constantFrom(...STATUS_CLASSES);
const end = fc.record({
  status,
  bytes: fc.integer({ min: 0, max: 2 ** 47 }),
  latencyMs: fc.float({ min: 0, max: 1e6, noNaN: true }),
  isAborted: fc.boolean(),
});
const record: fc.Arbitrary<JournalRecord> = fc.oneof(
  fc.record({ kind: fc.constant("admitted" as const), request }),
  fc.record({ kind: fc.constant("finished" as const), request, end }),
  fc.record({ kind: fc.constant("served" as const), request, end }),
  fc.record({ kind: fc.constant("refused" as const), request, reason: text, status }),
);

/** Writes each record with a name of its own before it; returns where each frame ends. */
function write(records: readonly JournalRecord[], frames = new FrameBuffer(16)): number[] {
  const ends: number[] = [];
  for (const [number, written] of records.entries()) {
    const named = { ...written.request, reason: written.kind === "refused" ? written.reason : "" };
    writeName(frames, number, named);
    ends.push(frames.length);
    if (written.kind === "admitted") writeAdmitted(frames, number, written.request);
    else if (written.kind === "finished") writeFinished(frames, number, written.request, written.end);
    else if (written.kind === "served") writeServed(frames, number, written.request, written.end);
    else writeRefused(frames, number, written.request, written.status);
    ends.push(frames.length);
    writeMark(frames);
    ends.push(frames.length);
  }
  return ends;
}

function read(bytes: Uint8Array): { records: JournalRecord[]; endsAt: number } {
  const reader = new RecordReader();
  const records: JournalRecord[] = [];
  let at = 0;
  for (let frame = readFrame(bytes, at); frame !== null; frame = readFrame(bytes, at)) {
    const found = reader.read(bytes, frame.start, frame.end);
    if (found !== null) records.push(found);
    at = frame.end;
  }
  return { records, endsAt: at };
}

/** Of an address only its range is kept. */
function withRange(written: JournalRecord): JournalRecord {
  return { ...written, request: { ...written.request, peer: addressRange(written.request.peer) } };
}

test("the checksum is CRC-32C", () => {
  // The check value of the catalogue of CRC algorithms, and RFC 3720 §B.4: 32 bytes of zeros.
  expect(crc32c(new TextEncoder().encode("123456789"))).toBe(0xe3069283);
  expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
});

test("what is written is read back, in prepared space too", () => {
  fc.assert(
    fc.property(fc.array(record, { maxLength: 8 }), (records) => {
      const frames = new FrameBuffer(16);
      write(records, frames);
      const prepared = new Uint8Array(frames.length + 100);
      prepared.set(frames.bytes.subarray(0, frames.length));
      const back = read(prepared);
      expect(back.endsAt).toBe(frames.length);
      expect(back.records.map(withRange)).toEqual(records.map(withRange));
    }),
  );
});

const SAMPLE: Counted = {
  apiId: "6c9e9669-9670-4f85-9f16-8396c2206f7f",
  caller: "0b3f0b8e-5b0e-4a53-8a43-1c1f2f8b9a01",
  isKey: true,
  tenantId: null,
  endpoint: "/v0/payments",
  method: "GET",
  requestId: "req_1700000000000123456789",
  atMs: 1_700_000_000_000,
  cost: 1,
  peer: "203.0.113.7",
};
const RECORDS: readonly JournalRecord[] = [
  { kind: "admitted", request: SAMPLE },
  { kind: "refused", request: SAMPLE, reason: "rate_limited", status: 4 },
  { kind: "finished", request: SAMPLE, end: { status: 2, bytes: 1234, latencyMs: 0.5, isAborted: false } },
];

describe("a tail that is torn or damaged", () => {
  const frames = new FrameBuffer();
  const ends = write(RECORDS, frames);
  const whole = frames.bytes.slice(0, frames.length);

  test("torn at any byte, every whole frame before it is read and nothing of it", () => {
    for (let cut = 0; cut <= whole.length; cut++) {
      const torn = new Uint8Array(whole.length + 64);
      torn.set(whole.subarray(0, cut));
      // A frame whose missing bytes are zeros anyway is whole.
      const expected = ends.filter((byte) => byte <= cut || whole.subarray(cut, byte).every((value) => value === 0)).at(-1) ?? 0;
      expect(read(torn).endsAt, `cut at ${cut}`).toBe(expected);
      expect(read(whole.subarray(0, cut)).endsAt, `file ends at ${cut}`).toBe(ends.filter((byte) => byte <= cut).at(-1) ?? 0);
    }
  });

  test("any flipped bit ends the reading at its frame", () => {
    for (let bit = 0; bit < whole.length * 8; bit++) {
      const damaged = whole.slice();
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(read(damaged).endsAt, `bit ${bit}`).toBe(ends.filter((byte) => byte <= bit >> 3).at(-1) ?? 0);
    }
  });
});

test("an admission whose place is named takes at most 40 bytes", () => {
  const frames = new FrameBuffer();
  writeAdmitted(frames, 70_000, SAMPLE);
  console.log(`an admitted record takes ${frames.length} bytes`);
  expect(frames.length).toBeLessThanOrEqual(40);
});

test("a record of an unknown kind, or of a place without a name, is a fault and no record", () => {
  const frames = new FrameBuffer();
  const start = frames.open();
  frames.bytes[frames.length] = 99;
  frames.length += 1;
  frames.close(start);
  expect(() => read(frames.bytes.slice(0, frames.length))).toThrow(RangeError);
  const nameless = new FrameBuffer();
  writeAdmitted(nameless, 1, SAMPLE);
  expect(() => read(nameless.bytes.slice(0, nameless.length))).toThrow(RangeError);
});

test.each([
  ["203.0.113.7", "203.0.113.0/24"],
  ["::ffff:203.0.113.7", "203.0.113.0/24"],
  ["2001:db8:1:2::3", "2001:db8:1::/48"],
  ["2001:db8::1", "2001:db8::/48"],
  ["::1", "::/48"],
  ["nowhere", null],
  [null, null],
])("the range of %s is %s", (address, range) => {
  expect(addressRange(address)).toBe(range);
});
