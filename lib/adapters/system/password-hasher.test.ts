// A stored password is an argon2id hash with its own salt.
import { verify } from "@node-rs/argon2";
import { expect, it } from "vitest";
import { hashPassword } from "./password-hasher";

it("hashes with argon2id, 19 MiB and two passes, so that only the password itself verifies", async () => {
  const stored = await hashPassword("correct horse battery staple");
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await verify(stored, "correct horse battery staple")).toBe(true);
  expect(await verify(stored, "correct horse battery stapl")).toBe(false);
});

it("salts each hash, so that equal passwords do not show", async () => {
  expect(await hashPassword("the same")).not.toBe(await hashPassword("the same"));
});
