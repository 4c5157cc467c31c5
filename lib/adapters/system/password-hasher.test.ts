// A stored password is an argon2id hash with its own salt.
import { verify } from "@node-rs/argon2";
import { expect, it } from "vitest";
import { hashPassword, verifyPassword } from "./password-hasher";

it("hashes with argon2id, 19 MiB and two passes, so that only the password itself verifies", async () => {
  const stored = await hashPassword("correct horse battery staple");
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await verify(stored, "correct horse battery staple")).toBe(true);
  expect(await verify(stored, "correct horse battery stapl")).toBe(false);
});

it("salts each hash, so that equal passwords do not show", async () => {
  expect(await hashPassword("the same")).not.toBe(await hashPassword("the same"));
});

it("only the right password of an account that exists is right", async () => {
  const stored = await hashPassword("correct horse battery staple");
  expect(await verifyPassword(stored, "correct horse battery staple")).toBe(true);
  expect(await verifyPassword(stored, "correct horse battery stapl")).toBe(false);
  expect(await verifyPassword(null, "correct horse battery staple")).toBe(false);
  expect(await verifyPassword(null, "")).toBe(false);
});

it("an account that does not exist costs what one that exists costs", async () => {
  const stored = await hashPassword("correct horse battery staple");
  const quickest = async (hash: string | null) => {
    let bestMs = Number.POSITIVE_INFINITY;
    for (let round = 0; round < 6; round += 1) {
      const startedMs = performance.now();
      await verifyPassword(hash, "wrong");
      bestMs = Math.min(bestMs, performance.now() - startedMs);
    }
    return bestMs;
  };
  const ratio = (await quickest(null)) / (await quickest(stored));
  expect(ratio).toBeGreaterThan(0.4);
  expect(ratio).toBeLessThan(2.5);
});
