import { crc32 as zlibCrc32 } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { base62 } from "./base62";
import { crc32 } from "./crc32";

test("the vendor page's key has the checksum 07a1vh", () => {
  expect(base62(crc32(`sk-fusion-${"Ab1".repeat(13)}A`), 6)).toBe("07a1vh");
});

test("CRC-32 has the check value of the standard and equals zlib's on ASCII text", () => {
  expect(crc32("123456789")).toBe(0xcbf43926);
  fc.assert(fc.property(fc.string({ unit: "binary-ascii", maxLength: 300 }), (text) => crc32(text) === zlibCrc32(text)));
});

test("CRC-32 of a beginning is that of the text cut there", () => {
  expect(crc32("123456789 and more", 9)).toBe(0xcbf43926);
});

test("base62 counts 0-9A-Za-z, pads with 0, and six characters hold every CRC-32", () => {
  expect([0, 9, 10, 35, 36, 61, 62].map((value) => base62(value, 2))).toEqual(["00", "09", "0A", "0Z", "0a", "0z", "10"]);
  expect(base62(0xffffffff, 6)).toBe("4gfFC3");
});
