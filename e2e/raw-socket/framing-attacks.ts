// Attacks through the framing of messages: two lengths, length and chunks, folds, bare line ends, hidden second requests.
import { type Attack, HOST } from "./attack";
import { ENTRANCES, type Entrance } from "./entrances";

/** A second request that hides in the first one's body, with the good key that a neighbour on the connection might have. */
function hidden({ base, secured }: Entrance): string {
  return `GET ${base}${secured}?smuggled HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`;
}

function framed(entrance: Entrance, what: string, headers: readonly string[], body: string, key = entrance.unknown): Attack {
  const head = [`POST ${entrance.base}${entrance.granted} HTTP/1.1`, `Host: ${HOST}`, key.join(": "), ...headers];
  return { name: `${entrance.name}: ${what}`, bytes: Buffer.from(`${head.join("\r\n")}\r\n\r\n${body}`, "latin1"), mayPass: true };
}

const FRAMINGS = ENTRANCES.flatMap((entrance): Attack[] => {
  const inner = hidden(entrance);
  const chunked = `0\r\n\r\n${inner}`;
  const shapes: readonly (readonly [string, readonly string[], string])[] = [
    ["Content-Length and Transfer-Encoding", [`Content-Length: ${chunked.length}`, "Transfer-Encoding: chunked"], chunked],
    ["Transfer-Encoding and Content-Length", ["Transfer-Encoding: chunked", "Content-Length: 4"], chunked],
    ["two lengths that differ", ["Content-Length: 0", `Content-Length: ${inner.length}`], inner],
    ["two lengths that agree", [`Content-Length: ${inner.length}`, `Content-Length: ${inner.length}`], inner],
    ["a list of lengths", [`Content-Length: 0, ${inner.length}`], inner],
    ["a negative length", ["Content-Length: -1"], inner],
    ["a length with a sign", [`Content-Length: +${inner.length}`], inner],
    ["a length in hex", ["Content-Length: 0x10"], inner],
    ["a length with a space", ["Content-Length: 1 0"], inner],
    ["an endless length", ["Content-Length: 99999999999999999999"], inner],
    ["a length of nothing", ["Content-Length: "], inner],
    ["chunked twice", ["Transfer-Encoding: chunked", "Transfer-Encoding: chunked"], chunked],
    ["chunked, identity", ["Transfer-Encoding: chunked, identity"], chunked],
    ["identity, chunked", ["Transfer-Encoding: identity, chunked"], chunked],
    ["gzip, chunked", ["Transfer-Encoding: gzip, chunked"], chunked],
    ["xchunked", ["Transfer-Encoding: xchunked"], chunked],
    ["chunked after a tab", ["Transfer-Encoding:\tchunked"], chunked],
    ["chunked with a vertical tab", ["Transfer-Encoding: \x0bchunked"], chunked],
    ["chunked in quotes", ['Transfer-Encoding: "chunked"'], chunked],
    ["a space before the colon", ["Transfer-Encoding : chunked", `Content-Length: ${chunked.length}`], chunked],
    ["a folded Transfer-Encoding", ["Transfer-Encoding:\r\n chunked", `Content-Length: ${chunked.length}`], chunked],
    ["a header hidden behind a bare line feed", [`X: y\nTransfer-Encoding: chunked`, `Content-Length: ${chunked.length}`], chunked],
    ["a header hidden behind a bare carriage return", [`X: y\rTransfer-Encoding: chunked`, `Content-Length: ${chunked.length}`], chunked],
    ["a header name with a NUL", ["Transfer-\0Encoding: chunked", `Content-Length: ${chunked.length}`], chunked],
    ["a line without a colon", ["Nothing"], ""],
    ["a line that starts with a colon", [": value"], ""],
    ["an invalid chunk size", ["Transfer-Encoding: chunked"], `zz\r\n${inner}`],
    ["a chunk size beyond all numbers", ["Transfer-Encoding: chunked"], `fffffffffffffffff\r\n${inner}`],
    ["a negative chunk size", ["Transfer-Encoding: chunked"], `-1\r\n${inner}`],
    ["a chunk without its end", ["Transfer-Encoding: chunked"], `3\r\nabcXY0\r\n\r\n${inner}`],
    ["a chunk that ends in a bare line feed", ["Transfer-Encoding: chunked"], `3\r\nabc\n0\r\n\r\n${inner}`],
    ["a chunk extension of 20 KB", ["Transfer-Encoding: chunked"], `3;${"x".repeat(20_000)}\r\nabc\r\n0\r\n\r\n`],
    ["trailers that look like credentials", ["Transfer-Encoding: chunked"], `0\r\n${entrance.good.join(": ")}\r\n\r\n`],
    ["trailers of 20 KB", ["Transfer-Encoding: chunked"], `0\r\nX: ${"x".repeat(20_000)}\r\n\r\n`],
  ];
  return shapes.flatMap(([what, headers, body]) => [
    framed(entrance, `${what}, unknown key`, headers, body),
    framed(entrance, `${what}, limited key`, headers, body, entrance.limited),
  ]);
});

const LINE_ENDS = ENTRANCES.flatMap(({ name, base, secured, unknown }): Attack[] => {
  const lines = [`GET ${base}${secured} HTTP/1.1`, `Host: ${HOST}`, unknown.join(": "), "Connection: close"];
  const raw = (what: string, text: string): Attack => ({ name: `${name}: ${what}`, bytes: Buffer.from(text, "latin1") });
  return [
    raw("bare line feeds", `${lines.join("\n")}\n\n`),
    raw("bare carriage returns", `${lines.join("\r")}\r\r\r\n\r\n`),
    raw("blank lines before the request", `\r\n\r\n${lines.join("\r\n")}\r\n\r\n`),
    raw("a space before the request line", ` ${lines.join("\r\n")}\r\n\r\n`),
    raw("two spaces in the request line", `${lines.join("\r\n").replace(" HTTP", "  HTTP")}\r\n\r\n`),
    raw("tabs in the request line", `${lines.join("\r\n").replaceAll(" ", "\t")}\r\n\r\n`),
    raw("a first header that starts with a space", `${lines.join("\r\n").replace("Host", " Host")}\r\n\r\n`),
    raw("a NUL in the target", `${lines.join("\r\n").replace(secured, `${secured}\0`)}\r\n\r\n`),
    raw("a NUL in a header", `${lines.join("\r\n")}\r\nX: a\0b\r\n\r\n`),
    raw("high bytes in the target", `${lines.join("\r\n").replace(secured, `${secured}\xff\xfe`)}\r\n\r\n`),
    raw("the request twice", `${lines.join("\r\n")}\r\n\r\n`.repeat(2)),
    raw("twenty requests at once", `${lines.slice(0, 3).join("\r\n")}\r\n\r\n`.repeat(20)),
    raw("nonsense after the request", `${lines.join("\r\n")}\r\n\r\n${"\0\x01\x02".repeat(100)}`),
  ];
});

export const FRAMING_ATTACKS: readonly Attack[] = [...FRAMINGS, ...LINE_ENDS];
