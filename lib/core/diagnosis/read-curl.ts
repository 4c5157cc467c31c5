// Reads the request that a curl command would send, as far as authentication is concerned.

import { base64Text } from "./base64-text";
import { OTHER_LONG_WITH_VALUE, OTHER_SHORT_WITH_VALUE, SHORT_NAMES } from "./curl-options";
import type { Pasted, PastedLine, PasteRemark } from "./pasted";
import { readUrl } from "./read-url";
import type { CommandWord, SplitCommand } from "./split-command";

/** What the options read so far come to. */
interface Draft {
  method: string | null;
  /** The method that follows from what is sent. */
  implied: string | null;
  isGet: boolean;
  readonly urls: CommandWord[];
  readonly queries: string[];
  readonly lines: PastedLine[];
  /** Lower-case names that `-H "Name:"` keeps curl from sending. */
  readonly dropped: Set<string>;
  readonly cookies: CommandWord[];
  user: CommandWord | null;
  bearer: CommandWord | null;
  readonly remarks: Set<PasteRemark>;
}

type Option = (draft: Draft, value: CommandWord) => void;

const sendsBody: Option = (draft) => {
  draft.implied ??= "POST";
};

const ADDS_QUERY: Option = (draft, { text }) => {
  draft.queries.push(text);
};

/** Options with a value, by long name. */
const WITH_VALUE: Readonly<Record<string, Option>> = {
  header: readHeader,
  url: (draft, value) => draft.urls.push(value),
  "url-query": ADDS_QUERY,
  request: (draft, { text }) => {
    draft.method = text;
  },
  user: (draft, value) => {
    draft.user = value;
  },
  "oauth2-bearer": (draft, value) => {
    draft.bearer = value;
  },
  cookie: (draft, value) => {
    if (value.isPartial || value.text.includes("=")) draft.cookies.push(value);
    else draft.remarks.add("cookie_file");
  },
  "user-agent": (draft, { text, isPartial }) => draft.lines.push({ name: "User-Agent", value: text, isPartial }),
  referer: (draft, { text, isPartial }) => draft.lines.push({ name: "Referer", value: text, isPartial }),
  config: (draft) => draft.remarks.add("stored_credentials"),
  "upload-file": (draft) => {
    draft.implied ??= "PUT";
  },
  ...Object.fromEntries(["data", "data-ascii", "data-binary", "data-raw", "data-urlencode", "json"].map((name) => [name, sendsBody])),
  ...Object.fromEntries(["form", "form-string"].map((name) => [name, sendsBody])),
};

/** Options without one. */
const FLAGS: Readonly<Record<string, (draft: Draft) => void>> = {
  get: (draft) => {
    draft.isGet = true;
  },
  head: (draft) => {
    draft.implied = "HEAD";
  },
  netrc: (draft) => draft.remarks.add("stored_credentials"),
};

const LONG_NAMES = [...Object.keys(WITH_VALUE), ...Object.keys(FLAGS), ...OTHER_LONG_WITH_VALUE];
const SILENT: Option = () => {};

/** The request of the command, whose first word is curl's own name. */
export function readCurl({ words, flaws }: SplitCommand): Pasted {
  const draft: Draft = {
    method: null,
    implied: null,
    isGet: false,
    urls: [],
    queries: [],
    lines: [],
    dropped: new Set(),
    cookies: [],
    user: null,
    bearer: null,
    remarks: new Set(flaws),
  };
  let position = 1;
  while (position < words.length) position = readWord(words, position, draft);
  return pastedOf(draft);
}

/** Reads an option with its value, or a URL; returns the position after it. */
function readWord(words: readonly CommandWord[], position: number, draft: Draft): number {
  const word = words[position];
  if (word === undefined) return position + 1;
  if (word.text === "--next" || word.text === "-:") return words.length;
  if (word.text.startsWith("--") && word.text.length > 2) return readLong(word, words, position, draft);
  if (word.text.startsWith("-") && word.text.length > 1) return readShort(word, words, position, draft);
  if (word.text !== "" && word.text !== "--" && word.text !== "-") draft.urls.push(word);
  return position + 1;
}

function readLong(word: CommandWord, words: readonly CommandWord[], position: number, draft: Draft): number {
  const equals = word.text.indexOf("=");
  const given = equals < 0 ? word.text.slice(2) : word.text.slice(2, equals);
  const name = longName(given);
  const option = name === null ? undefined : (WITH_VALUE[name] ?? (OTHER_LONG_WITH_VALUE.includes(name) ? SILENT : undefined));
  if (option === undefined) {
    if (name !== null) FLAGS[name]?.(draft);
    return position + 1;
  }
  if (equals >= 0) {
    draft.remarks.add("header_equals_sign");
    option(draft, { text: word.text.slice(equals + 1), isPartial: word.isPartial });
    return position + 1;
  }
  const value = words[position + 1];
  if (value !== undefined) option(draft, value);
  return position + 2;
}

/** curl accepts any beginning of a name that only one option has. */
function longName(given: string): string | null {
  if (LONG_NAMES.includes(given)) return given;
  const candidates = LONG_NAMES.filter((name) => name.startsWith(given));
  return candidates.length === 1 ? (candidates[0] ?? null) : null;
}

/** Letters may stand together; the first that takes a value takes the rest of the word, or the next one. */
function readShort(word: CommandWord, words: readonly CommandWord[], position: number, draft: Draft): number {
  const letters = [...word.text.slice(1)];
  const at = letters.findIndex(takesValue);
  for (const letter of at < 0 ? letters : letters.slice(0, at)) FLAGS[SHORT_NAMES[letter] ?? ""]?.(draft);
  if (at < 0) return position + 1;
  const rest = letters.slice(at + 1).join("");
  // An empty rest with a variable in it is a value that the shell fills in.
  const isJoined = rest !== "" || word.isPartial;
  const value = isJoined ? { text: rest, isPartial: word.isPartial } : words[position + 1];
  if (value !== undefined) WITH_VALUE[SHORT_NAMES[letters[at] ?? ""] ?? ""]?.(draft, value);
  return position + (isJoined ? 1 : 2);
}

function takesValue(letter: string): boolean {
  return OTHER_SHORT_WITH_VALUE.includes(letter) || WITH_VALUE[SHORT_NAMES[letter] ?? ""] !== undefined;
}

/** `Name: value` is sent, `Name:` keeps curl's own from being sent, `Name;` is sent empty, `@file` is read. */
function readHeader(draft: Draft, { text, isPartial }: CommandWord): void {
  if (text.startsWith("@")) {
    draft.remarks.add("header_file");
    return;
  }
  const colon = text.indexOf(":");
  if (colon < 0 && text.trimEnd().endsWith(";")) {
    draft.lines.push({ name: text.trimEnd().slice(0, -1), value: "", isPartial });
  } else if (colon < 0) {
    // A whole header out of a variable may well hold the credential.
    if (isPartial) draft.lines.push({ name: "", value: "", isPartial });
    else draft.remarks.add("header_without_colon");
  } else {
    const name = text.slice(0, colon);
    const value = text.slice(colon + 1).trim();
    if (value === "" && !isPartial) draft.dropped.add(name.toLowerCase());
    else draft.lines.push({ name, value, isPartial });
  }
}

function pastedOf(draft: Draft): Pasted {
  const { remarks, urls } = draft;
  if (urls.length > 1) remarks.add("several_urls");
  const url = urls[0] === undefined ? null : readUrl(urls[0].text, "http", draft.queries);
  if (urls[0] !== undefined && url === null) remarks.add("unreadable_url");
  const method = draft.method ?? (draft.isGet ? (draft.implied === "HEAD" ? "HEAD" : "GET") : (draft.implied ?? "GET"));
  const user = draft.user ?? (url?.user == null ? null : { text: url.user, isPartial: false });
  const target = url === null ? null : { method, scheme: url.scheme, host: url.host, target: url.target };
  return { target, lines: [...draft.lines, ...ownLines(draft, user)], credential: null, remarks: [...remarks] };
}

/** What curl adds by itself; a header that was given, or given up, takes its place. */
function ownLines(draft: Draft, user: CommandWord | null): PastedLine[] {
  const isTaken = (name: string) => draft.dropped.has(name) || draft.lines.some((line) => line.name.toLowerCase() === name);
  const lines: PastedLine[] = [];
  if (!isTaken("authorization")) {
    if (draft.bearer !== null) {
      lines.push({ name: "Authorization", value: `Bearer ${draft.bearer.text}`, isPartial: draft.bearer.isPartial });
    } else if (user !== null) {
      const pair = user.text.includes(":") ? user.text : `${user.text}:`;
      lines.push({ name: "Authorization", value: `Basic ${base64Text(pair)}`, isPartial: user.isPartial });
    }
  }
  if (draft.cookies.length > 0 && !isTaken("cookie")) {
    const isPartial = draft.cookies.some((cookie) => cookie.isPartial);
    lines.push({ name: "Cookie", value: draft.cookies.map(({ text }) => text).join("; "), isPartial });
  }
  return lines;
}
