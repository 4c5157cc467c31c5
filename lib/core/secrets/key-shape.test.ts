import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ALPHABETS } from "./base62";
import { judgeShape, type KeyShape, mintSecret, previewSecret } from "./key-shape";

const FUSION: KeyShape = { prefix: "sk-fusion-", alphabet: "base62", randomLength: 40, checksum: "crc32-base62" };
const BARE: KeyShape = { prefix: "", alphabet: "base64url", randomLength: 43, checksum: null };
const KNOWN = `sk-fusion-${"Ab1".repeat(13)}A07a1vh`;

test("the vendor page's key passes", () => {
  expect(judgeShape(FUSION, KNOWN)).toBeNull();
});

test.each([
  ["nothing", "", "wrong_format"],
  ["the prefix alone", "sk-fusion-", "wrong_format"],
  ["another prefix", KNOWN.replace("sk-", "pk-"), "wrong_format"],
  ["the prefix in another case", KNOWN.replace("sk-f", "SK-F"), "wrong_format"],
  ["one character less", KNOWN.slice(0, -1), "wrong_format"],
  ["one character more", `${KNOWN}0`, "wrong_format"],
  ["a line break at the end", `${KNOWN.slice(0, -1)}\n`, "wrong_format"],
  ["a hyphen in the random part", KNOWN.replace("Ab1A", "Ab-A"), "wrong_format"],
  ["a letter with an accent", KNOWN.replace("Ab1A", "Áb1A"), "wrong_format"],
  ["a hyphen in the checksum", KNOWN.replace("07a1vh", "07a1v-"), "wrong_format"],
  ["another checksum", KNOWN.replace("07a1vh", "07a1vi"), "bad_checksum"],
  ["the checksum in another case", KNOWN.replace("07a1vh", "07A1vh"), "bad_checksum"],
  ["another random part", KNOWN.replace("Ab1A", "Ab2A"), "bad_checksum"],
] as const)("%s is refused as it should be", (_, value, expected) => {
  expect(judgeShape(FUSION, value)).toBe(expected);
});

test("a shape without prefix and checksum asks for length and alphabet only", () => {
  expect(judgeShape(BARE, "_-".repeat(21).concat("A"))).toBeNull();
  expect(judgeShape(BARE, "_-".repeat(21).concat("+"))).toBe("wrong_format");
  expect(judgeShape(BARE, "_-".repeat(21))).toBe("wrong_format");
});

test("whatever is minted has its own shape, whatever the random source gives", () => {
  const shapes = fc.record({
    prefix: fc.stringMatching(/^[a-z_-]{0,12}$/),
    alphabet: fc.constantFrom("base62" as const, "base64url" as const),
    randomLength: fc.integer({ min: 16, max: 64 }),
    checksum: fc.constantFrom("crc32-base62" as const, null),
  });
  fc.assert(
    fc.property(shapes, (shape) => {
      const value = mintSecret(shape, randomBytes).reveal();
      return judgeShape(shape, value) === null;
    }),
  );
});

test("one changed character of a minted secret never passes", () => {
  fc.assert(
    fc.property(fc.nat({ max: 55 }), fc.constantFrom(...ALPHABETS.base62), (position, character) => {
      const value = mintSecret(FUSION, randomBytes).reveal();
      fc.pre(value[position] !== character);
      return judgeShape(FUSION, value.slice(0, position) + character + value.slice(position + 1)) !== null;
    }),
  );
});

test("minting draws every character equally often: bytes beyond a multiple of 62 are drawn again", () => {
  let next = 0;
  const countUp = (count: number) => Uint8Array.from({ length: count }, () => next++ % 256);
  const text = mintSecret({ prefix: "", alphabet: "base62", randomLength: 248, checksum: null }, countUp).reveal();
  expect(text).toBe(ALPHABETS.base62.repeat(4));
  const afterRejects = mintSecret({ prefix: "", alphabet: "base62", randomLength: 8, checksum: null }, countUp).reveal();
  expect(afterRejects).toBe("01234567");
});

test("a preview shows prefix and last four of a minted secret and next to nothing of a given one", () => {
  expect(previewSecret(FUSION, KNOWN)).toBe("sk-fusion-…a1vh");
  expect(previewSecret(BARE, "super-secret-key")).toBe("…");
  expect(previewSecret(BARE, "30663132-6464-6665-3032-326466613934")).toBe("…3934");
});
