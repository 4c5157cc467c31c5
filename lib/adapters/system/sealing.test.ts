import { createDecipheriv, randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createSealing, deriveKey } from "./sealing";

const MASTER = randomBytes(32);
const sealing = createSealing(MASTER, "api secrets");
const CONTEXT = "api:1:sealedHeaders";

test("what was sealed opens again, whatever it was and wherever it belongs", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), fc.string({ unit: "binary" }), (plaintext, context) => {
      expect(sealing.open(sealing.seal(plaintext, context), context)).toEqual(plaintext);
    }),
  );
  expect(sealing.openText(sealing.seal("Überschrift 🔑", CONTEXT), CONTEXT)).toBe("Überschrift 🔑");
});

test("it is AES-256-GCM under the derived key: version 1, nonce, ciphertext, tag", () => {
  const sealed = sealing.seal("plaintext", CONTEXT);
  expect(sealed.length).toBe(1 + 12 + "plaintext".length + 16);
  const decipher = createDecipheriv("aes-256-gcm", deriveKey(MASTER, "api secrets"), sealed.subarray(1, 13));
  decipher.setAAD(Buffer.concat([Buffer.of(1), Buffer.from(CONTEXT)]));
  decipher.setAuthTag(sealed.subarray(-16));
  expect(Buffer.concat([decipher.update(sealed.subarray(13, -16)), decipher.final()]).toString()).toBe("plaintext");
});

test("a sealed value shows nothing of its plaintext and never looks the same twice", () => {
  const sealed = Array.from({ length: 100 }, () => Buffer.from(sealing.seal("a secret in plaintext", CONTEXT)));
  expect(sealed.some((value) => value.includes("secret"))).toBe(false);
  expect(new Set(sealed.map((value) => value.toString("hex"))).size).toBe(100);
});

test("every altered or missing byte is noticed", () => {
  const sealed = sealing.seal("plaintext", CONTEXT);
  for (let position = 0; position < sealed.length; position++) {
    const altered = sealed.slice();
    altered[position]! ^= 1;
    expect(() => sealing.open(altered, CONTEXT)).toThrow(CONTEXT);
    expect(() => sealing.open(sealed.subarray(0, position), CONTEXT)).toThrow(CONTEXT);
  }
});

test("another context, purpose or master key opens nothing, and the error says no plaintext", () => {
  const sealed = sealing.seal("plaintext", CONTEXT);
  expect(() => sealing.open(sealed, "api:2:sealedHeaders")).toThrow("does not open");
  expect(() => createSealing(MASTER, "outbox").open(sealed, CONTEXT)).toThrow("does not open");
  expect(() => createSealing(randomBytes(32), "api secrets").open(sealed, CONTEXT)).toThrow(/^(?!.*plaintext).*another master key/);
});

test("derived keys are those of RFC 5869 with an empty salt: the same for ever, one for each purpose", () => {
  const zeros = new Uint8Array(32);
  expect(Buffer.from(deriveKey(zeros, "pepper")).toString("hex")).toBe("f909bd8b09154e977a56f4a58897698c4a9f99bcead54edcd0abd2b1a0674a31");
  expect(deriveKey(zeros, "audit")).not.toEqual(deriveKey(zeros, "pepper"));
});
