// Splits a command as Windows does: the Command Prompt's carets before the program's own rules for quotes, and PowerShell's backticks.
import type { SplitCommand } from "./split-command";
import { WordList } from "./word-list";

const POWERSHELL_EXPANSION = /^\$(?:env:[A-Za-z_][A-Za-z0-9_]*|[A-Za-z_][A-Za-z0-9_]*|\{[^}]*\}|\([^)]*\))/i;
const POWERSHELL_ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", "0": "\0" };

/** Stands for what a variable would fill in, until words are made; no command line can hold a NUL of its own. */
const UNKNOWN = "\0";

/** Names of three characters or more, so that two percent-escapes of a URL are no variable. */
const CMD_TOKEN = /%[A-Za-z_][A-Za-z0-9_]{2,60}%|\^[ \t]+\n|\^[\s\S]|[\s\S]/g;
/** Backslashes with the quotation mark that they escape; backslashes before one that they do not; any character. */
const ARGUMENT_TOKEN = /(?:\\\\)*\\"|(?:\\\\)+(?=")|[\s\S]/g;

/** The words of a Command Prompt line. */
export function splitCmd(text: string): SplitCommand {
  const words = new WordList();
  splitArguments(withoutCarets(text, words), words);
  return words.end();
}

/** What the Command Prompt hands on: carets outside quotes escape, at a line's end they join it to the next. */
function withoutCarets(text: string, words: WordList): string {
  const tokens = new RegExp(CMD_TOKEN);
  let line = "";
  let isQuoted = false;
  for (let match = tokens.exec(text); match !== null; match = tokens.exec(text)) {
    let [token] = match;
    if (isQuoted && token.startsWith("^")) {
      token = "^";
      tokens.lastIndex = match.index + 1;
    }
    if (token === "\n" && !isQuoted && !/^\s*-/.test(text.slice(match.index))) break;
    if (token === '"') isQuoted = !isQuoted;
    line += isQuoted && token !== UNKNOWN && !token.startsWith("%") ? token : unescaped(token, words);
  }
  return line;
}

/** What a token of the command line leaves behind. */
function unescaped(token: string, words: WordList): string {
  if (token.length > 2 && token.startsWith("%")) return UNKNOWN;
  if (token === "^\n" || token === UNKNOWN) return "";
  if (token === "\n" || /^\^[ \t]+\n$/.test(token)) {
    words.note(token === "\n" ? "broken_line" : "space_after_continuation");
    return " ";
  }
  return token.length === 2 && token.startsWith("^") ? token.slice(1) : token;
}

/** The arguments of a Windows command line: backslashes escape only before a quotation mark. */
function splitArguments(line: string, words: WordList): void {
  let isQuoted = false;
  for (const [token] of line.matchAll(ARGUMENT_TOKEN)) {
    if (!isQuoted && token === "|") return;
    if (token === '"') isQuoted = !isQuoted;
    if (!isQuoted && /\s/.test(token)) words.endWord();
    else if (token === UNKNOWN) words.addUnknown();
    else words.add(argumentText(token));
  }
  if (isQuoted) words.note("open_quote");
}

/** A quotation mark alone opens or closes; before one, two backslashes stand for one. */
function argumentText(token: string): string {
  if (token === '"') return "";
  return token.length > 1 ? token.replace(/\\(.)/g, "$1") : token;
}

/** The words of a PowerShell command. */
export function splitPowerShell(text: string): SplitCommand {
  const words = new WordList();
  let position = 0;
  while (position < text.length) {
    const next = readAt(text, position, words);
    if (next === null) break;
    position = next;
  }
  return words.end();
}

function readAt(text: string, position: number, words: WordList): number | null {
  const character = text.charAt(position);
  if (character === " " || character === "\t") {
    words.endWord();
    return position + 1;
  }
  if (character === "\n") return readLineEnd(text, position, words);
  if (character === "`") return readBacktick(text, position, words);
  if (character === "'" || character === '"') return readQuotes(text, position + 1, character, words);
  if (character === ">" || character === "<") {
    words.redirect();
    return position + 1;
  }
  if ("|;&".includes(character)) return null;
  return readPart(text, position, words);
}

function readLineEnd(text: string, position: number, words: WordList): number | null {
  words.endWord();
  if (words.isEmpty) return position + 1;
  if (!/^\s*-/.test(text.slice(position))) return null;
  words.note("broken_line");
  return position + 1;
}

function readBacktick(text: string, position: number, words: WordList): number {
  const spoilt = /^`[ \t]+\n/.exec(text.slice(position, position + 80));
  if (spoilt !== null) {
    words.note("space_after_continuation");
    words.endWord();
    return position + spoilt[0].length;
  }
  const escaped = text.charAt(position + 1);
  if (escaped !== "\n" && escaped !== "") words.add(POWERSHELL_ESCAPES[escaped] ?? escaped);
  return position + 2;
}

/** A doubled mark stands for itself; only double quotes know variables and backticks. */
function readQuotes(text: string, start: number, mark: string, words: WordList): number {
  words.add("");
  let position = start;
  while (position < text.length) {
    const character = text.charAt(position);
    if (character === mark && text.charAt(position + 1) !== mark) return position + 1;
    if (character === mark) {
      words.add(mark);
      position += 2;
    } else if (mark === '"' && character === "`") position = readBacktick(text, position, words);
    else position = mark === '"' ? readPart(text, position, words) : addCharacter(character, position, words);
  }
  words.note("open_quote");
  return position;
}

function readPart(text: string, position: number, words: WordList): number {
  const expansion = POWERSHELL_EXPANSION.exec(text.slice(position, position + 300));
  if (expansion === null) return addCharacter(text.charAt(position), position, words);
  words.addUnknown();
  return position + expansion[0].length;
}

function addCharacter(character: string, position: number, words: WordList): number {
  words.add(character);
  return position + 1;
}
