// Writes a value so that a shell, a language or a file format reads exactly that value back.

/** What no shell and no `.env` reader takes for anything but itself. */
const PLAIN = /^[A-Za-z0-9_./:-]+$/;

/** For POSIX shells. */
export function quoteForShell(value: string): string {
  return `'${value.replaceAll("'", "'\\''")}'`;
}

/** For PowerShell: single quotes, within which only the quote itself is special. */
export function quoteForPowerShell(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/**
 * For `set` at a Command Prompt. A caret takes the meaning from the character after it; before a percent sign it keeps the name
 * from being one of a variable.
 */
export function escapeForCommandPrompt(value: string): string {
  return value.replace(/[\^&|<>()"%!]/g, "^$&");
}

/**
 * For a `.env` file, or null where its readers disagree. Plain values stand bare, as vendors write them. Single quotes keep everything
 * but themselves; double quotes will do where nothing inside would be expanded; a bare value where nothing inside ends it.
 */
export function quoteForDotenv(value: string): string | null {
  if (PLAIN.test(value)) return value;
  // Some readers expand a dollar even within single quotes.
  if (value.includes("$")) return null;
  if (!/['\\]/.test(value)) return `'${value}'`;
  if (!/["\\`]/.test(value)) return `"${value}"`;
  return /[#'"`\s]/.test(value) ? null : value;
}

/** For JavaScript: a string literal of ASCII and whatever else JSON keeps. */
export function quoteForJavaScript(value: string): string {
  return JSON.stringify(value).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
}
