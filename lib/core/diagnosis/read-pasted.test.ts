// Every way in which people paste a credential: what the client would send is read the same whatever shell it was written for.
import { describe, expect, it, test } from "vitest";
import type { Pasted } from "./pasted";
import { readPasted } from "./read-pasted";

const KEY = `sk_${"a1B2".repeat(10)}0x9ZkQ`;

/** `Name: value` per line, `?` after a value that the paste does not hold. */
function linesOf(pasted: Pasted | null): string[] {
  return (pasted?.lines ?? []).map(({ name, value, isPartial }) => `${name}: ${value}${isPartial ? "?" : ""}`);
}

const AUTHORIZATION = [`Authorization: Bearer ${KEY}`];

describe("curl commands", () => {
  const URL_LINE = "https://keyfuse.example/gateway/standard/v1/generate";
  test.each<[string, string]>([
    ["one line", `curl -H "Authorization: Bearer ${KEY}" ${URL_LINE}`],
    ["the URL first, single quotes", `curl '${URL_LINE}' -H 'Authorization: Bearer ${KEY}'`],
    ["continued lines", `curl ${URL_LINE} \\\n  -X GET \\\n  -H "Authorization: Bearer ${KEY}"`],
    ["continued lines with carriage returns", `curl ${URL_LINE} \\\r\n  -H "Authorization: Bearer ${KEY}" \\\r\n  -s`],
    ["--header", `curl --header 'Authorization: Bearer ${KEY}' --url ${URL_LINE}`],
    ["--header=", `curl --header="Authorization: Bearer ${KEY}" --url=${URL_LINE}`],
    ["-H joined", `curl -H'Authorization: Bearer ${KEY}' ${URL_LINE}`],
    ["no space after the colon", `curl -H "Authorization:Bearer ${KEY}" ${URL_LINE}`],
    ["letters together", `curl -sSLH "Authorization: Bearer ${KEY}" ${URL_LINE}`],
    ["ANSI-C quotes", `curl -H $'Authorization: Bearer ${KEY}' ${URL_LINE}`],
    ["ANSI-C escapes", `curl -H $'Authorization:\\x20Bearer\\u0020${KEY}' ${URL_LINE}`],
    ["quotes inside a word", `curl -H Authorization:\\ Bearer\\ '${KEY}' ${URL_LINE}`],
    ["a prompt", `$ curl -H "Authorization: Bearer ${KEY}" ${URL_LINE}`],
    ["an assignment before it", `LANG=C curl -H "Authorization: Bearer ${KEY}" ${URL_LINE}`],
    ["a pipe behind it", `curl -H "Authorization: Bearer ${KEY}" ${URL_LINE} | jq .data`],
    ["output to a file", `curl -o out.json -w '%{http_code}' -H "Authorization: Bearer ${KEY}" ${URL_LINE} 2>/dev/null`],
    ["a beginning of the option's name", `curl --heade "Authorization: Bearer ${KEY}" ${URL_LINE}`],
    ["--oauth2-bearer", `curl --oauth2-bearer ${KEY} ${URL_LINE}`],
    ["-H before -u wins", `curl -u a:b -H "Authorization: Bearer ${KEY}" ${URL_LINE}`],
    ["a comment behind it", `curl -H "Authorization: Bearer ${KEY}" ${URL_LINE} # try it`],
    ["the Command Prompt", `curl "${URL_LINE}" ^\n  -H "Authorization: Bearer ${KEY}" ^\n  --compressed`],
    [
      "a browser's copy for the Command Prompt",
      `curl ^"${URL_LINE}^" ^\n  -H ^"Authorization: Bearer ${KEY}^" ^\n  -H ^"sec-ch-ua: ^\\^"Chromium^\\^";v=^\\^"156^\\^"^"`,
    ],
    ["the Command Prompt's own prompt", `C:\\Users\\ada>curl.exe -H "Authorization: Bearer ${KEY}" ${URL_LINE}`],
    ["PowerShell", `curl.exe "${URL_LINE}" \`\n  -H "Authorization: Bearer ${KEY}" \`\n  -s`],
    ["PowerShell, single quotes", `PS C:\\> curl.exe '${URL_LINE}' \`\n  -H 'Authorization: Bearer ${KEY}'`],
  ])("%s", (_, paste) => {
    const pasted = readPasted(paste);
    expect(linesOf(pasted).filter((line) => !line.startsWith("sec-"))).toEqual(AUTHORIZATION);
    expect(pasted?.target).toEqual({ method: "GET", scheme: "https", host: "keyfuse.example", target: "/gateway/standard/v1/generate" });
    expect(pasted?.credential).toBeNull();
  });

  test("a browser's copy for bash", () => {
    const paste = `curl 'https://api.example.com/v1/generate?a=1&b=%20x' \\
  -H 'accept: */*' \\
  -H 'authorization: Bearer ${KEY}' \\
  -b 'sid=1; other=two' \\
  -H 'content-type: application/json' \\
  -H 'user-agent: Mozilla/5.0 (X11; Linux x86_64)' \\
  --data-raw $'{"prompt":"it\\'s"}' \\
  --compressed`;
    const pasted = readPasted(paste);
    expect(pasted?.target).toEqual({ method: "POST", scheme: "https", host: "api.example.com", target: "/v1/generate?a=1&b=%20x" });
    expect(linesOf(pasted)).toContain(`authorization: Bearer ${KEY}`);
    expect(linesOf(pasted)).toContain("Cookie: sid=1; other=two");
    expect(pasted?.remarks).toEqual([]);
  });

  test.each<[string, string]>([
    ["-X PUT http://x/", "PUT http x /"],
    ["-XPOST http://x/", "POST http x /"],
    ["--request DELETE http://x/", "DELETE http x /"],
    ["-d a=1 http://x/", "POST http x /"],
    ["--json '{}' http://x/", "POST http x /"],
    ["-F a=@file http://x/", "POST http x /"],
    ["-G -d a=1 http://x/", "GET http x /"],
    ["-I http://x/", "HEAD http x /"],
    ["-T file http://x/", "PUT http x /"],
    ["x:3000/a", "GET http x:3000 /a"],
    ["--url-query b=2 'https://x/a?c=1'", "GET https x /a?c=1&b=2"],
    ["https://x/a/../b", "GET https x /b"],
    ["--proxy http://proxy:3128 -m 3 --retry 2 --max-time 9 http://x/", "GET http x /"],
    ["http://x/ --next http://y/", "GET http x /"],
  ])("curl %s → %s", (options, expected) => {
    const target = readPasted(`curl ${options}`)?.target;
    expect(target && `${target.method} ${target.scheme} ${target.host} ${target.target}`).toBe(expected);
  });

  test.each<[string, string[]]>([
    ["curl -u ada:pass http://x/", ["Authorization: Basic YWRhOnBhc3M="]],
    ["curl -u ada http://x/", ["Authorization: Basic YWRhOg=="]],
    ["curl --user=ada:pass http://x/", ["Authorization: Basic YWRhOnBhc3M="]],
    ["curl http://ada:p%40ss@x/", ["Authorization: Basic YWRhOnBAc3M="]],
    ["curl -b a=1 --cookie 'b=2' http://x/", ["Cookie: a=1; b=2"]],
    ["curl -b jar.txt http://x/", []],
    ["curl -H 'X-API-Key;' http://x/", ["X-API-Key: "]],
    ["curl -H 'X-API-Key:' http://x/", []],
    ["curl -H @headers.txt http://x/", []],
    ["curl -H 'X-API-Key abc' http://x/", []],
    ["curl -H 'A: 1' -H 'A: 1' http://x/", ["A: 1", "A: 1"]],
    ['curl -H "Authorization: Bearer $API_KEY" http://x/', ["Authorization: Bearer?"]],
    ['curl -H "Authorization: Bearer ${' + 'API_KEY}" http://x/', ["Authorization: Bearer?"]],
    ['curl -H "X-API-Key: $(cat key)" http://x/', ["X-API-Key: ?"]],
    ["curl -H 'Authorization: Bearer $API_KEY' http://x/", ["Authorization: Bearer $API_KEY"]],
    ['curl -H "$HEADER" http://x/', [": ?"]],
    ['curl http://x/ ^\n -H "X-API-Key: %API_KEY%"', ["X-API-Key: ?"]],
    ['curl.exe http://x/ `\n -H "X-API-Key: $env:API_KEY"', ["X-API-Key: ?"]],
  ])("%s → %j", (paste, expected) => expect(linesOf(readPasted(paste))).toEqual(expected));

  test.each<[string, string]>([
    ["curl http://x/ \\ \n -H 'A: 1'", "space_after_continuation"],
    ["curl http://x/\n -H 'A: 1'", "broken_line"],
    ["curl http://x/?a=1&b=2 -H 'A: 1'", "cut_at_ampersand"],
    ["curl http://x/ -H 'A: 1", "open_quote"],
    ["curl -H “A: 1” http://x/", "typographic_quotes"],
    ["curl --header='A: 1' http://x/", "header_equals_sign"],
    ["curl -H 'Authorization Bearer x' http://x/", "header_without_colon"],
    ["curl -H @file http://x/", "header_file"],
    ["curl -b file http://x/", "cookie_file"],
    ["curl -n http://x/", "stored_credentials"],
    ["curl http://x/ http://y/", "several_urls"],
    ["curl ftp://x/", "unreadable_url"],
    ['curl "http://x/" ^ \n -H "A: 1"', "space_after_continuation"],
    ["curl.exe http://x/ ` \n -H 'A: 1'", "space_after_continuation"],
  ])("%j is remarked on: %s", (paste, remark) => expect(readPasted(paste)?.remarks).toContain(remark));
});

describe("parts of a request", () => {
  test.each<[string, string[]]>([
    [`Authorization: Bearer ${KEY}`, AUTHORIZATION],
    [`  authorization:Bearer ${KEY}\r\n`, [`authorization:Bearer ${KEY}`.replace(":", ": ")]],
    [`-H 'Authorization: Bearer ${KEY}'`, AUTHORIZATION],
    [`Bearer ${KEY}`, AUTHORIZATION],
    [`X-API-Key: ${KEY}\nAccept: */*`, [`X-API-Key: ${KEY}`, "Accept: */*"]],
    [`GET /v1/generate HTTP/1.1\nHost: x\nAuthorization: Bearer ${KEY}\n\nbody: no`, ["Host: x", ...AUTHORIZATION]],
    [`POST https://x/a\nAuthorization: Bearer ${KEY}`, AUTHORIZATION],
  ])("%j", (paste, expected) => expect(linesOf(readPasted(paste))).toEqual(expected));

  it("reads where a raw request goes", () => {
    expect(readPasted("GET /v1/generate HTTP/1.1\nHost: x:8080\n")?.target).toEqual({
      method: "GET",
      scheme: null,
      host: "x:8080",
      target: "/v1/generate",
    });
    expect(readPasted("https://x/a?api_key=b")?.target).toMatchObject({
      method: "GET",
      scheme: "https",
      host: "x",
      target: "/a?api_key=b",
    });
  });
});

describe("a credential alone", () => {
  test.each<[string, string, string[]]>([
    [KEY, KEY, []],
    [` ${KEY}\t`, KEY, ["spaces_around"]],
    [`${KEY}\n`, KEY, []],
    [`"${KEY}"`, KEY, ["quotes_around"]],
    [`API_KEY=${KEY}`, KEY, []],
    [`export FUSION_AI_API_KEY="${KEY}"`, KEY, []],
    [`set API_KEY=${KEY}`, KEY, []],
    [`$env:API_KEY = "${KEY}"`, KEY, []],
    [`${KEY.slice(0, 20)}\n${KEY.slice(20)}`, KEY, ["line_breaks_inside"]],
    ["a b", "a b", []],
    ["super:secret", "super:secret", []],
    ["abc=", "abc=", []],
    ["curly", "curly", []],
  ])("%j", (paste, credential, remarks) => {
    expect(readPasted(paste)).toEqual({ target: null, lines: [], credential, remarks });
  });

  it("is nothing where nothing was pasted", () => expect([readPasted(""), readPasted(" \n")]).toEqual([null, null]));
});

test("64,000 hostile characters are read at once", () => {
  const hostile = ["KEY", "a=b ", "$(", "\\\n", "'\"", "^\n", "`\n", "&", "-H ", '\\"', "%ABC%", "A: ", "PS ", "curl "];
  const startedMs = performance.now();
  for (const piece of hostile) {
    for (const start of ["", "curl ", "curl ^\n", "curl `\n"]) readPasted(start + piece.repeat(64_000 / piece.length));
  }
  expect(performance.now() - startedMs).toBeLessThan(5_000);
}, 60_000);
