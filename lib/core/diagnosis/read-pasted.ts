// Reads what was pasted: a credential alone, header lines, a raw request, a URL, or a whole curl command.
import type { Pasted, PastedLine, PasteRemark } from "./pasted";
import { readCurl } from "./read-curl";
import { readUrl } from "./read-url";
import { splitCommand } from "./split-command";

/** Longer pastes are refused unread: header lines of one request come to 16,000 characters at most. */
export const MAX_PASTE_CHARACTERS = 64_000;

/** A prompt, assignments and `sudo` may stand before it. */
const CURL = /^(?:(?:PS [^>\n]*|[A-Za-z]:\\[^>\n]*)?[$%#>]\s*)?(?:[A-Za-z_]\w*=\S*\s+)*(?:sudo\s+)?(?=curl(?:\.exe)?\s)/;
const HEADER_OPTION = /^(?:-H|--header)[\s=]/;
const REQUEST_LINE = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)[ \t]+(\S+)(?:[ \t]+HTTP\/\d(?:\.\d)?)?[ \t]*$/;
/** RFC 9110 §5.6.2. */
const HEADER_LINE = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):(?:[ \t]+(.*)|)$/;
/** Headers that carry credentials somewhere; a colon without a space after them is a header all the same. */
const CREDENTIAL_LINE = /^(authorization|x-api-key|api-key|infuzu-api-key|x-infuzu-api-key|cookie|bearer):(.*)$/i;
const WITH_SCHEME = /^(?:bearer|basic|jwt|token|digest|apikey)[ \t]+\S/i;
const ASSIGNMENT = /^(?:export[ \t]+|set[ \t]+|\$env:)?[A-Za-z0-9_]{0,60}(?:KEY|TOKEN|SECRET)[A-Za-z0-9_]{0,60}[ \t]*=[ \t]*(\S.*)$/i;
const QUOTED = /^(["'`“”‘’])(.*)["'`“”‘’]$/;

/** The paste as a request or the part of one; null where there is nothing to read. */
export function readPasted(text: string): Pasted | null {
  const plain = text.replaceAll("\ufeff", "").replace(/\r\n?/g, "\n");
  const trimmed = plain.trim();
  if (trimmed === "") return null;
  if (CURL.test(trimmed)) return readCurl(splitCommand(trimmed.replace(CURL, "")));
  if (HEADER_OPTION.test(trimmed)) return readCurl(splitCommand(`curl ${trimmed}`));
  return readRawRequest(trimmed) ?? readHeaderLines(trimmed) ?? readOneLine(plain, trimmed);
}

/** A request as it stands on the wire, or its request line alone. */
function readRawRequest(text: string): Pasted | null {
  const [first = "", ...rest] = text.split("\n");
  const match = REQUEST_LINE.exec(first);
  if (match === null) return null;
  const [, method = "", target = ""] = match;
  const end = rest.findIndex((line) => line.trim() === "");
  const lines = (end < 0 ? rest : rest.slice(0, end)).map(headerOf).filter((line) => line !== null);
  const host = lines.find(({ name }) => name.toLowerCase() === "host")?.value ?? null;
  const absolute = target.startsWith("/") ? null : readUrl(target, "https");
  if (absolute === null && !target.startsWith("/")) return null;
  const where = absolute ?? { scheme: null, host, target };
  return { target: { method, scheme: where.scheme, host: where.host, target: where.target }, lines, credential: null, remarks: [] };
}

function readHeaderLines(text: string): Pasted | null {
  const lines = text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map(headerOf);
  if (lines.some((line) => line === null)) return null;
  return { target: null, lines: lines.filter((line) => line !== null), credential: null, remarks: [] };
}

function headerOf(line: string): PastedLine | null {
  const match = CREDENTIAL_LINE.exec(line.trim()) ?? HEADER_LINE.exec(line.trim());
  return match === null ? null : { name: match[1] ?? "", value: (match[2] ?? "").trim(), isPartial: false };
}

function readOneLine(plain: string, trimmed: string): Pasted {
  if (/^https?:\/\/\S+$/i.test(trimmed)) {
    const url = readUrl(trimmed, "https");
    if (url !== null) return { target: { method: "GET", ...url }, lines: [], credential: null, remarks: [] };
  }
  if (WITH_SCHEME.test(trimmed)) {
    return { target: null, lines: [{ name: "Authorization", value: joined(trimmed), isPartial: false }], credential: null, remarks: [] };
  }
  const assigned = ASSIGNMENT.exec(trimmed)?.[1]?.trim();
  const bare = assigned ?? trimmed;
  const quoted = QUOTED.exec(bare);
  const value = quoted?.[2] ?? bare;
  const remarks: PasteRemark[] = [];
  if (assigned === undefined && plain.replace(/\n$/, "") !== trimmed) remarks.push("spaces_around");
  if (assigned === undefined && quoted !== null) remarks.push("quotes_around");
  if (value.includes("\n")) remarks.push("line_breaks_inside");
  return { target: null, lines: [], credential: joined(value), remarks };
}

/** A key that was wrapped by whatever showed it: no header holds a line break. */
function joined(value: string): string {
  return value.replace(/[ \t]*\n[ \t]*/g, "");
}
