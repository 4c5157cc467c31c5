// Hashes passwords with argon2id, and verifies them.
import { hash, verify } from "@node-rs/argon2";

/** OWASP's first choice for argon2id (the package's default algorithm) without 46 MiB to spare: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The password as a PHC string with a random salt. Takes some tens of milliseconds on a thread of its own. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

/** The hash of 256 random bits that nobody kept: it only has to cost as much as a real one. */
const STAND_IN = "$argon2id$v=19$m=19456,t=2,p=1$v0qhVoxJmKgV3GDF++8YwQ$oDaKyjKI6hetiVVbtV32KoN9WdXCMjQiBMnU7gp4Orc";

/**
 * Whether the password is that of the hash. Without a hash it takes as long and is never right, so that nobody learns from the time
 * which accounts exist.
 */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  if (passwordHash !== null) return verify(passwordHash, password);
  await verify(STAND_IN, password);
  return false;
}
