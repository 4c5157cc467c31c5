// Bodies are read whole or refused, and JSON is what the client says is JSON.
import { describe, expect, it } from "vitest";
import type { HeaderLine, RawRequest } from "@/lib/core/http";
import { parseJsonBody, readBody } from "./read-body";

function request(pieces: readonly (string | Uint8Array)[], headers: readonly HeaderLine[] = [["Content-Type", "application/json"]]) {
  let isClosed = false;
  let taken = 0;
  async function* body() {
    try {
      for (const piece of pieces) {
        taken++;
        yield typeof piece === "string" ? new TextEncoder().encode(piece) : piece;
      }
    } finally {
      isClosed = taken < pieces.length;
    }
  }
  const raw: RawRequest = {
    method: "POST",
    target: "/api/user",
    headers,
    peer: "127.0.0.1",
    scheme: "http",
    isLocal: true,
    signal: new AbortController().signal,
    body,
  };
  return { raw, wasCutShort: () => isClosed, taken: () => taken };
}

describe("readBody", () => {
  it.each([
    ["nothing", [], ""],
    ["one piece", ["abc"], "abc"],
    ["pieces in order", ["ab", "", "c"], "abc"],
    ["exactly the limit", ["12345", "67890"], "1234567890"],
  ])("reads %s", async (_what, pieces, expected) => {
    const body = await readBody(request(pieces).raw, 10);
    expect(new TextDecoder().decode(body as Uint8Array)).toBe(expected);
  });

  it("refuses one byte more, chunked, and leaves the stream open for the answer", async () => {
    const { raw, wasCutShort, taken } = request(["12345", "678901", "more", "and more"]);
    expect(await readBody(raw, 10)).toBe("too_large");
    expect(taken()).toBe(2);
    expect(wasCutShort()).toBe(false);
  });

  it("refuses a declared length over the limit without reading", async () => {
    const { raw, taken } = request(["12345"], [["content-length", "11"]]);
    expect(await readBody(raw, 10)).toBe("too_large");
    expect(taken()).toBe(0);
  });
});

describe("parseJsonBody", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);

  it.each(["application/json", "application/json; charset=utf-8", "Application/JSON;charset=UTF-8"])("takes %s", (type) => {
    expect(parseJsonBody(request([], [["content-type", type]]).raw, bytes('{"a":[1,null]}'))).toEqual({
      ok: true,
      value: { a: [1, null] },
    });
  });

  it.each(["text/plain", "application/x-www-form-urlencoded", "application/jsonp", "application/json-patch+json", ""])(
    "does not take %s",
    (type) => {
      expect(parseJsonBody(request([], [["content-type", type]]).raw, bytes("{}"))).toMatchObject({ ok: false });
    },
  );

  it.each([
    ["nothing", bytes("")],
    ["half an object", bytes('{"a":')],
    ["invalid UTF-8", new Uint8Array([0x22, 0xff, 0x22])],
    ["a NUL", bytes('"\\u0000"')],
    ["a NUL in a name", bytes('{"a\\u0000":1}')],
    ["half a character", bytes('["\\ud800"]')],
    ["a number beyond all numbers", bytes('{"n":1e400}')],
    ["a name that changes prototypes", bytes('{"__proto__":{"isAdmin":true}}')],
    ["100,000 brackets", bytes("[".repeat(100_000) + "]".repeat(100_000))],
  ])("refuses %s with a sentence", (_what, body) => {
    const parsed = parseJsonBody(request([]).raw, body);
    expect(parsed).toMatchObject({ ok: false, problem: expect.stringMatching(/^The body .*\.$/) });
  });

  it("takes 64 levels and every storable character", () => {
    const deep = `${"[".repeat(64)}"é 😀 \u007f"${"]".repeat(64)}`;
    expect(parseJsonBody(request([]).raw, bytes(deep))).toMatchObject({ ok: true });
  });
});
