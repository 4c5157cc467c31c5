import { createHmac, randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createHasher, createKeyedHash } from "./hasher";

const hmac = (key: Uint8Array, message: string) => createHmac("sha256", key).update(message, "utf8").digest("hex");

test("RFC 4231 test cases 1, 2, 6 and 7", () => {
  const rows: [Uint8Array, string, string][] = [
    [Buffer.alloc(20, 0x0b), "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"],
    [Buffer.from("Jefe"), "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"],
    [
      Buffer.alloc(131, 0xaa),
      "Test Using Larger Than Block-Size Key - Hash Key First",
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
    ],
    [
      Buffer.alloc(131, 0xaa),
      "This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm.",
      "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
    ],
  ];
  for (const [key, message, expected] of rows) expect(createKeyedHash(key)(message)).toBe(expected);
});

test("equals createHmac for every key and message, also when calls of all lengths follow one another", () => {
  const keys = fc.uint8Array({ maxLength: 200 });
  const messages = fc.array(
    fc.oneof(
      fc.string({ unit: "binary", maxLength: 200 }),
      fc.string({ unit: "binary", minLength: 300, maxLength: 400 }),
      fc.string({ unit: "binary-ascii", minLength: 1000, maxLength: 1100 }),
    ),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(keys, messages, (key, texts) => {
      const keyedHash = createKeyedHash(key);
      for (const text of texts) expect(keyedHash(text)).toBe(hmac(key, text));
    }),
  );
});

test("a fingerprint is the keyed hash of API id, NUL and secret, so that each API has its own", () => {
  const pepper = randomBytes(32);
  const hasher = createHasher(pepper);
  expect(hasher.fingerprint("api-1", "secret")).toBe(hmac(pepper, "api-1\0secret"));
  expect(hasher.fingerprint("api-2", "secret")).not.toBe(hasher.fingerprint("api-1", "secret"));
  expect(createHasher(randomBytes(32)).fingerprint("api-1", "secret")).not.toBe(hasher.fingerprint("api-1", "secret"));
});

test("a stand-in id is key_ and ten digits, the same for the same text, another under another pepper", () => {
  const [hasher, other] = [createHasher(Buffer.alloc(32, 1)), createHasher(Buffer.alloc(32, 2))];
  const ids = Array.from({ length: 1_000 }, (_, index) => hasher.standInId(`presented-${index}`));
  for (const id of ids) expect(id).toMatch(/^key_\d{10}$/);
  expect(new Set(ids).size).toBe(1_000);
  expect(hasher.standInId("presented-7")).toBe(ids[7]);
  expect(other.standInId("presented-7")).not.toBe(ids[7]);
});
