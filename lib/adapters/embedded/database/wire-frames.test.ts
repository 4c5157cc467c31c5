// The wire protocol is read in step, however the stream is cut.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  BrokenFrameError,
  FRAME,
  FrameCutter,
  frame,
  framesOf,
  int32Field,
  joinBytes,
  MAX_FRAME_BYTES,
  readText,
  textField,
} from "./wire-frames";

const anyFrame = fc
  .tuple(fc.integer({ min: 1, max: 255 }), fc.uint8Array({ maxLength: 300 }))
  .map(([type, body]) => frame(type, Uint8Array.from(body)));

/** An untyped start-up packet: length, then anything. */
const anyStartup = fc.uint8Array({ maxLength: 60 }).map((body) => joinBytes([int32Field(body.length + 4), Uint8Array.from(body)]));

function cutAt(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...places].map((from, index) => bytes.subarray(from, places[index] ?? bytes.length));
}

function readAll(cutter: FrameCutter): Uint8Array[] {
  const frames: Uint8Array[] = [];
  for (let next = cutter.next(); next !== null; next = cutter.next()) frames.push(next.slice());
  return frames;
}

describe("a stream of frames", () => {
  test("gives the same frames wherever it is cut", () => {
    fc.assert(
      fc.property(anyStartup, fc.array(anyFrame, { maxLength: 12 }), fc.array(fc.nat(), { maxLength: 40 }), (startup, frames, cuts) => {
        const cutter = new FrameCutter({ untyped: true });
        const read: Uint8Array[] = [];
        for (const chunk of cutAt(joinBytes([startup, ...frames]), cuts)) {
          cutter.push(chunk);
          if (read.length === 0) {
            const first = cutter.next();
            if (first === null) continue;
            read.push(first.slice());
            cutter.expectTyped();
          }
          read.push(...readAll(cutter));
        }
        expect(read).toEqual([startup, ...frames]);
      }),
    );
  });

  test("gives the same frames byte by byte", () => {
    const frames = [frame(FRAME.query, textField("SELECT 1")), frame(FRAME.sync), frame(FRAME.parse, textField("ä"), textField("x"))];
    const cutter = new FrameCutter({ untyped: false });
    const read = [...joinBytes(frames)].flatMap((byte) => {
      cutter.push(Uint8Array.of(byte));
      return readAll(cutter);
    });
    expect(read).toEqual(frames);
  });

  test.each([0, 3, -1, MAX_FRAME_BYTES + 1])("is given up at a frame length of %d", (length) => {
    const cutter = new FrameCutter({ untyped: false });
    cutter.push(joinBytes([Uint8Array.of(FRAME.query), int32Field(length)]));
    expect(() => cutter.next()).toThrow(BrokenFrameError);
  });
});

describe("a finished reply", () => {
  test("is read back as the frames it was made of", () => {
    fc.assert(
      fc.property(fc.array(anyFrame), (frames) => {
        expect([...framesOf(joinBytes(frames))]).toEqual(frames);
      }),
    );
  });

  test("that ends inside a frame is not passed on", () => {
    const whole = frame(FRAME.query, textField("SELECT 1"));
    for (let length = 1; length < whole.length; length += 1) {
      expect(() => [...framesOf(whole.subarray(0, length))]).toThrow(BrokenFrameError);
    }
  });
});

test("a string without its end is a broken frame", () => {
  expect(readText(textField("abc"), 1)).toEqual({ text: "bc", next: 4 });
  expect(() => readText(Uint8Array.of(65, 66), 0)).toThrow(BrokenFrameError);
});
