// The fingerprint of RSA moduli that a broken library made (CVE-2017-15361, "ROCA"): anyone can factor them.

/** The odd primes up to 167: enough for the fingerprint to appear by chance once in about 2^30 moduli. */
const PRIMES = [
  3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109, 113, 127, 131, 137, 139,
  149, 151, 157, 163, 167,
];

/** For each prime the residues that powers of 65537 leave: the library's primes, and so its moduli, leave no others. */
const RESIDUES: readonly ReadonlySet<number>[] = PRIMES.map((prime) => {
  const residues = new Set<number>();
  for (let power = 1; !residues.has(power); power = (power * 65537) % prime) residues.add(power);
  return residues;
});

/** Whether a modulus (big-endian bytes) bears the fingerprint (Nemec et al., CCS 2017, §2.3). */
export function hasRocaFingerprint(modulus: Uint8Array): boolean {
  return PRIMES.every((prime, index) => RESIDUES[index]?.has(remainder(modulus, prime)));
}

function remainder(bigEndian: Uint8Array, divisor: number): number {
  let rest = 0;
  for (const byte of bigEndian) rest = (rest * 256 + byte) % divisor;
  return rest;
}
