// Ids have their form and come from nothing but the given bytes.
import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { isPublicId } from "@/lib/core/schemas/texts";
import { randomPublicId, randomUuid } from "./random-id";

it("a UUID is of version 4 and variant 1, whatever the bytes", () => {
  expect(randomUuid((count) => new Uint8Array(count))).toBe("00000000-0000-4000-8000-000000000000");
  expect(randomUuid((count) => new Uint8Array(count).fill(255))).toBe("ffffffff-ffff-4fff-bfff-ffffffffffff");
});

it("a public id has ten digits, small values padded", () => {
  expect(randomPublicId((count) => new Uint8Array(count))).toBe("key_0000000000");
  for (let round = 0; round < 1000; round++) expect(isPublicId(randomPublicId(randomBytes))).toBe(true);
});

it("values that would favour some public ids are drawn again", () => {
  const draws = [new Uint8Array(6).fill(255), Uint8Array.of(0, 0, 0, 0, 0, 7)];
  expect(randomPublicId(() => draws.shift() ?? new Uint8Array(6))).toBe("key_0000000007");
});
