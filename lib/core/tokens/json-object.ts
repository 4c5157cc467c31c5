// JSON objects whose members are unambiguous: a name that stands twice means different things to different readers.

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * The object that these bytes are the UTF-8 JSON of, or null: not UTF-8, a byte order mark, not JSON, not an object, or one of its
 * own members named twice (RFC 7519 §4; escapes are read, so `"\u0065xp"` is `exp`).
 */
export function parseJsonObject(bytes: Uint8Array): Readonly<Record<string, unknown>> | null {
  const text = decodeUtf8(bytes);
  const value = text === null ? null : parseJson(text);
  return text !== null && isObject(value) && !hasDuplicateMember(text) ? value : null;
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Strings and structure of a JSON text; numbers, words and blanks between them do not matter here. */
const STRINGS_AND_STRUCTURE = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/g;

/** Whether two members of the outermost object have one name. The text must be valid JSON. */
function hasDuplicateMember(text: string): boolean {
  const names = new Set<string>();
  let depth = 0;
  let latest = "";
  for (const [lexeme] of text.matchAll(STRINGS_AND_STRUCTURE)) {
    if (lexeme === "{" || lexeme === "[") depth++;
    else if (lexeme === "}" || lexeme === "]") depth--;
    else if (lexeme === ":" && depth === 1) {
      const name = String(JSON.parse(latest));
      if (names.has(name)) return true;
      names.add(name);
    }
    latest = lexeme;
  }
  return false;
}
