// Hashes passwords with argon2id.
import { hash } from "@node-rs/argon2";

/** OWASP's first choice for argon2id (the package's default algorithm) without 46 MiB to spare: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The password as a PHC string with a random salt. Takes some tens of milliseconds on a thread of its own. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}
