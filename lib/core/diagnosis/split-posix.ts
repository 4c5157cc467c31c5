// Splits a command as a POSIX shell does (IEEE 1003.1 §2.2), with the ANSI-C quotes that browsers write when they copy a request.
import type { SplitCommand } from "./split-command";
import { WordList } from "./word-list";

/** `$NAME`, `${…}`, `$(…)`, `$1` and the like, and backticks: what the shell would fill in. */
const EXPANSION = /^(?:\$(?:[A-Za-z_][A-Za-z0-9_]*|\{[^}]*\}|\([^)]*\)|[0-9@*#?$!-])|`[^`]*`)/;
const CONTINUATION = /^\\\n/;
const SPOILT_CONTINUATION = /^\\[ \t]+\n/;

const ANSI_C = /\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|([0-7]{1,3})|c(.)|([\s\S]))/g;
const ANSI_C_LETTERS: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  e: "\x1b",
  E: "\x1b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};
const LAST_CODE_POINT = 0x10ffff;

/** The words of the first command. */
export function splitPosix(text: string): SplitCommand {
  const words = new WordList();
  let position = 0;
  while (position < text.length) {
    const next = readAt(text, position, words);
    if (next === null) break;
    position = next;
  }
  return words.end();
}

/** Reads what stands at `position`: the position after it, or null where the command ends. */
function readAt(text: string, position: number, words: WordList): number | null {
  const character = text.charAt(position);
  switch (character) {
    case " ":
    case "\t":
      words.endWord();
      return position + 1;
    case "\n":
      return readLineEnd(text, position, words);
    case "\\":
      return readBackslash(text, position, words);
    case "'":
      return readUntil(text, position + 1, "'", words);
    case '"':
      return readDoubleQuotes(text, position + 1, words);
    case "$":
    case "`":
      return readExpansion(text, position, words);
    default:
      return readPlain(text, position, character, words);
  }
}

function readPlain(text: string, position: number, character: string, words: WordList): number | null {
  if (character === "<" || character === ">") {
    words.redirect();
    return position + 1;
  }
  if (character === "&" && text.charAt(position + 1) !== "&" && !/^&\s*$/.test(text.slice(position))) words.note("cut_at_ampersand");
  if ("|;&()".includes(character)) return null;
  if (character === "#" && !words.isWordOpen) {
    const end = text.indexOf("\n", position);
    return end < 0 ? text.length : end;
  }
  words.add(character);
  return position + 1;
}

/** A shell would end the command here; a paste goes on while options or a URL follow. */
function readLineEnd(text: string, position: number, words: WordList): number | null {
  words.endWord();
  if (words.isEmpty) return position + 1;
  const rest = text.slice(position + 1).trimStart();
  if (!/^(?:-|["']?https?:)/.test(rest)) return null;
  words.note("broken_line");
  return position + 1;
}

function readBackslash(text: string, position: number, words: WordList): number {
  const rest = text.slice(position);
  if (CONTINUATION.test(rest)) return position + 2;
  const spoilt = SPOILT_CONTINUATION.exec(rest);
  if (spoilt !== null) {
    words.note("space_after_continuation");
    words.endWord();
    return position + spoilt[0].length;
  }
  if (position + 1 < text.length) words.add(text.charAt(position + 1));
  return position + 2;
}

function readUntil(text: string, start: number, mark: string, words: WordList): number {
  const end = text.indexOf(mark, start);
  if (end < 0) words.note("open_quote");
  words.add(text.slice(start, end < 0 ? text.length : end));
  return end < 0 ? text.length : end + 1;
}

function readDoubleQuotes(text: string, start: number, words: WordList): number {
  words.add("");
  let position = start;
  while (position < text.length) {
    const character = text.charAt(position);
    if (character === '"') return position + 1;
    if (character === "\\" && '$`"\\\n'.includes(text.charAt(position + 1)) && position + 1 < text.length) {
      if (text.charAt(position + 1) !== "\n") words.add(text.charAt(position + 1));
      position += 2;
      continue;
    }
    const expansion = EXPANSION.exec(text.slice(position, position + 300));
    if (expansion !== null) {
      words.addUnknown();
      position += expansion[0].length;
      continue;
    }
    words.add(character);
    position += 1;
  }
  words.note("open_quote");
  return position;
}

function readExpansion(text: string, position: number, words: WordList): number {
  const following = text.charAt(position + 1);
  if (text.charAt(position) === "$" && following === "'") return readAnsiC(text, position + 2, words);
  if (text.charAt(position) === "$" && following === '"') return readDoubleQuotes(text, position + 2, words);
  const expansion = EXPANSION.exec(text.slice(position, position + 300));
  if (expansion === null) {
    words.add(text.charAt(position));
    return position + 1;
  }
  words.addUnknown();
  return position + expansion[0].length;
}

function readAnsiC(text: string, start: number, words: WordList): number {
  let end = start;
  while (end < text.length && text.charAt(end) !== "'") end += text.charAt(end) === "\\" ? 2 : 1;
  if (end >= text.length) words.note("open_quote");
  words.add(text.slice(start, end).replace(ANSI_C, ansiC));
  return end + 1;
}

function ansiC(whole: string, hex?: string, short?: string, long?: string, octal?: string, control?: string, letter?: string): string {
  if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
  if (control !== undefined) return String.fromCharCode(control.charCodeAt(0) & 0x1f);
  if (letter !== undefined) return ANSI_C_LETTERS[letter] ?? (/["'?\\]/.test(letter) ? letter : whole);
  const codePoint = Number.parseInt(hex ?? short ?? long ?? "", 16);
  return codePoint <= LAST_CODE_POINT ? String.fromCodePoint(codePoint) : "";
}
