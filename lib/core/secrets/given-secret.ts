// Rules for secrets that people give, type or import instead of having them minted.

const MIN_LENGTH = 8;
const MAX_LENGTH = 256;

/** Below this many estimated bits a person's secret is worth a warning; 16 random bytes as hex are far above it. */
const WEAK_BELOW_BITS = 72;

/**
 * Why a given secret cannot be used, as a sentence for the form, or null. A comma would read as two credentials and a space as a
 * malformed one, so neither can ever be presented.
 */
export function judgeGivenSecret(value: string): string | null {
  if (value.length < MIN_LENGTH) return `A secret needs at least ${MIN_LENGTH} characters.`;
  if (value.length > MAX_LENGTH) return `A secret has at most ${MAX_LENGTH} characters.`;
  if (value.includes(" ")) return "A secret cannot contain spaces.";
  if (value.includes(",")) return "A secret cannot contain commas.";
  if (!/^[!-~]+$/.test(value)) return "A secret consists of visible ASCII characters.";
  return null;
}

/** Whether a usable secret is easy to guess: short, repetitive, a run along the alphabet, or few different characters. */
export function isWeakSecret(value: string): boolean {
  return estimatedBits(withoutRuns(withoutRepetition(value))) < WEAK_BELOW_BITS;
}

/** `abcabcabc` says no more than `abc`. */
function withoutRepetition(value: string): string {
  return value.slice(0, `${value}${value}`.indexOf(value, 1));
}

/** Leaves out characters that continue a run (`1234`, `cba`, `aaaa`). */
function withoutRuns(value: string): string {
  let kept = "";
  let previousStep = Number.NaN;
  for (let index = 0; index < value.length; index++) {
    const step = index === 0 ? Number.NaN : value.charCodeAt(index) - value.charCodeAt(index - 1);
    if (!(step === previousStep && Math.abs(step) <= 1)) kept += value.charAt(index);
    previousStep = step;
  }
  return kept;
}

/** Shannon entropy of the character counts times the length: an upper bound on what a guesser of such strings must search. */
function estimatedBits(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits += count * Math.log2(value.length / count);
  return bits;
}
