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
  const quickest = { none: Number.POSITIVE_INFINITY, stored: Number.POSITIVE_INFINITY };
  const take = async (who: keyof typeof quickest, hash: string | null) => {
    const startedMs = performance.now();
    await verifyPassword(hash, "wrong");
    quickest[who] = Math.min(quickest[who], performance.now() - startedMs);
  };
  const isAlike = () => quickest.none / quickest.stored > 0.4 && quickest.none / quickest.stored < 2.5;
  // In turn, so that whatever else the machine does meets both; the quickest of each counts.
  for (let round = 0; round < 6 || (round < 40 && !isAlike()); round += 1) {
    await take("none", null);
    await take("stored", stored);
  }
  expect(quickest).toSatisfy(isAlike);
});
