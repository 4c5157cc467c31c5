import { inspect } from "node:util";
import { expect, test } from "vitest";
import { Secret } from "./secret";

test("a secret shows its plaintext to reveal() and to nothing else", () => {
  const secret = new Secret("sk-fusion-plaintext");
  expect(secret.reveal()).toBe("sk-fusion-plaintext");
  const printed = [
    String(secret),
    `${secret}`,
    inspect(secret, { showHidden: true, depth: 9 }),
    inspect({ nested: [secret] }, { depth: 9 }),
    JSON.stringify({ secret }),
    JSON.stringify(Object.entries(secret)),
    JSON.stringify({ ...secret }),
  ];
  expect(printed.filter((text) => text.includes("plaintext"))).toEqual([]);
  expect(printed.slice(0, 4)).toEqual(["[secret]", "[secret]", "[secret]", "{ nested: [ [secret] ] }"]);
});
