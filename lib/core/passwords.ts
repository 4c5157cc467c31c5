// What a member's password must be, and how strong it looks.

export const MIN_PASSWORD_CHARACTERS = 15;
export const MAX_PASSWORD_CHARACTERS = 256;
/** A passphrase of this length needs nothing else (NIST SP 800-63B asks for length, not for kinds of characters). */
const STRONG_CHARACTERS = 20;
/** Fewer distinct characters than this are a pattern, whatever the length. */
const MIN_DISTINCT_CHARACTERS = 6;

/** How strong a password looks; `refused` ones are not accepted. */
export interface PasswordStrength {
  readonly level: "refused" | "good" | "strong";
  /** For the person who types it; never repeats the password. */
  readonly hint: string;
}

/** Judges a password. `personal` are texts that others know of its owner: their name, their e-mail address. */
export function passwordStrength(password: string, personal: readonly string[] = []): PasswordStrength {
  const length = [...password].length;
  if (length < MIN_PASSWORD_CHARACTERS) {
    const missing = length === 0 ? "." : `: ${MIN_PASSWORD_CHARACTERS - length} to go.`;
    return refusedFor(`At least ${MIN_PASSWORD_CHARACTERS} characters${missing} Four or five unrelated words are easy to keep in mind.`);
  }
  if (password.length > MAX_PASSWORD_CHARACTERS) return refusedFor(`At most ${MAX_PASSWORD_CHARACTERS} characters.`);
  if (new Set(password).size < MIN_DISTINCT_CHARACTERS) return refusedFor("Too few different characters: this is quickly guessed.");
  if (isMadeOf(password, personal)) return refusedFor("This is little more than your name or e-mail address.");
  if (length < STRONG_CHARACTERS) return { level: "good", hint: "Good. A few more characters make it strong." };
  return { level: "strong", hint: "Strong." };
}

function refusedFor(hint: string): PasswordStrength {
  return { level: "refused", hint };
}

/** Whether less than half of the required length is left once the personal texts are taken out. */
function isMadeOf(password: string, personal: readonly string[]): boolean {
  const known = personal.flatMap((text) => text.toLowerCase().split(/[\s@.]+/)).filter((word) => word.length > 2);
  const rest = known.reduce((text, word) => text.replaceAll(word, ""), password.toLowerCase());
  return rest.length < MIN_PASSWORD_CHARACTERS / 2;
}
