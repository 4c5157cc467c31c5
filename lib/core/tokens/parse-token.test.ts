import { Buffer } from "node:buffer";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeBase64url } from "./base64url";
import { parseJsonObject } from "./json-object";
import { MAX_TOKEN_LENGTH, parseToken } from "./parse-token";

const encode = (text: string) => Buffer.from(text, "utf8").toString("base64url");
const HEADER = '{"alg":"RS256","typ":"JWT","kid":"k1"}';
const CLAIMS = '{"iss":"fusion-ai","sub":"user_12345"}';
const token = (header = HEADER, claims = CLAIMS, signature = encode("signature")) => `${encode(header)}.${encode(claims)}.${signature}`;

test("a well-formed token comes apart into header, claims and what is signed", () => {
  const parsed = parseToken(token(), ["JWT"]);
  expect(parsed).toEqual({
    header: { alg: "RS256", kid: "k1", type: "jwt" },
    claims: { iss: "fusion-ai", sub: "user_12345" },
    signingInput: `${encode(HEADER)}.${encode(CLAIMS)}`,
    signature: new Uint8Array(Buffer.from("signature")),
  });
});

test("the token of the FusionAuth page, without kid, comes apart", () => {
  const page =
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJleHAiOjE0ODUxNDA5ODQsImlhdCI6MTQ4NTEzNzM4NCwiaXNzIjoiYWNtZS5jb20iLCJzdWIiOiIyOWFjMGMxOC0wYjRhLTQyY2YtODJmYy0wM2Q1NzAzMThhMWQiLCJhcHBsaWNhdGlvbklkIjoiNzkxMDM3MzQtOTdhYi00ZDFhLWFmMzctZTAwNmQwNWQyOTUyIiwicm9sZXMiOltdfQ.Mp0Pcwsz5VECK11Kf2ZZNF_SMKu5CgBeLN9ZOP04kZo";
  const parsed = parseToken(page, []);
  expect(parsed?.header).toEqual({ alg: "HS256", kid: null, type: "jwt" });
  expect(parsed?.claims).toMatchObject({ iss: "acme.com", exp: 1485140984, roles: [] });
});

const withMember = (member: string) => `{"alg":"RS256","typ":"JWT",${member}}`;

test.each([
  ["no parts", ""],
  ["two parts", token().split(".").slice(0, 2).join(".")],
  ["four parts", `${token()}.${encode("x")}`],
  ["five parts, as of an encrypted token", `${token()}.a.b`],
  ["an empty signature", token(HEADER, CLAIMS, "")],
  ["an empty header", `.${token().split(".").slice(1).join(".")}`],
  ["empty claims", `${encode(HEADER)}..${encode("x")}`],
  ["padding", token(HEADER, CLAIMS, `${encode("signatur")}=`)],
  ["a space before", ` ${token()}`],
  ["a space after", `${token()} `],
  ["a line break after", `${token()}\n`],
  ["standard base64", token(HEADER, CLAIMS, "ab+/")],
  ["unused bits in the last character", token(HEADER, CLAIMS, "c2lnbmF0dXJlAB")],
  ["a header that is not JSON", token("{alg:RS256}")],
  ["a header that is a list", token('["RS256"]')],
  ["a header that is null", token("null")],
  ["claims that are a string", token(HEADER, '"claims"')],
  ["a byte order mark", token(`\ufeff${HEADER}`)],
  ["bytes that are not UTF-8", `${Buffer.from([0x7b, 0xff, 0x7d]).toString("base64url")}.${token().split(".").slice(1).join(".")}`],
  ["alg twice", token('{"alg":"RS256","alg":"none","typ":"JWT"}')],
  ["exp twice, once escaped", token(HEADER, '{"exp":1,"\\u0065xp":2}')],
  ["no alg", token('{"typ":"JWT"}')],
  ["alg as a list", token('{"alg":["RS256"],"typ":"JWT"}')],
  ["kid as a number", token(withMember('"kid":1'))],
  ["kid as null", token(withMember('"kid":null'))],
  ["no typ where the profile names one", token('{"alg":"RS256"}')],
  ["another typ", token('{"alg":"RS256","typ":"at+jwt"}')],
  ["typ as a list", token('{"alg":"RS256","typ":["JWT"]}')],
  ["crit", token(withMember('"crit":["exp"]'))],
  ["an empty crit", token(withMember('"crit":[]'))],
  ["b64", token(withMember('"b64":true'))],
  ["jwk", token(withMember('"jwk":{}'))],
  ["jku", token(withMember('"jku":"https://example.com/"'))],
  ["x5u", token(withMember('"x5u":"https://example.com/"'))],
  ["x5c", token(withMember('"x5c":[]'))],
  ["more than is read", token(HEADER, `{"filler":"${"x".repeat(MAX_TOKEN_LENGTH)}"}`)],
])("%s is refused", (_, refused) => {
  expect(parseToken(refused, ["JWT"])).toBeNull();
});

test("typ compares without case; where the profile names none it may be absent or JWT and nothing else", () => {
  expect(parseToken(token('{"alg":"RS256","typ":"jwt"}'), ["JWT"])).not.toBeNull();
  expect(parseToken(token('{"alg":"RS256"}'), [])).not.toBeNull();
  expect(parseToken(token('{"alg":"RS256","typ":"JWT"}'), [])).not.toBeNull();
  expect(parseToken(token('{"alg":"RS256","typ":"at+jwt"}'), [])).toBeNull();
  expect(parseToken(token('{"alg":"RS256","typ":"at+JWT"}'), ["JWT", "AT+jwt"])).not.toBeNull();
});

test("base64url: every byte string has exactly one text that decodes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      expect(decodeBase64url(Buffer.from(bytes).toString("base64url"))).toEqual(bytes);
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."AQgwBCDabcxyz019-_=+/ ."), maxLength: 12 }), (text) => {
      const bytes = decodeBase64url(text);
      return bytes === null || Buffer.from(bytes).toString("base64url") === text;
    }),
    { numRuns: 2_000 },
  );
});

test("JSON: an object written from distinct members is read, and one with a member repeated is not", () => {
  const members = fc.uniqueArray(fc.tuple(fc.string({ unit: "binary" }), fc.jsonValue()), { minLength: 1, selector: ([name]) => name });
  const write = (pairs: (readonly [string, unknown])[]) =>
    Buffer.from(`{ ${pairs.map(([name, value]) => `${JSON.stringify(name)} : ${JSON.stringify(value)}`).join(" ,")} }`);
  fc.assert(
    fc.property(members, fc.nat(), (pairs, pick) => {
      expect(parseJsonObject(write(pairs))).not.toBeNull();
      expect(parseJsonObject(write([...pairs, pairs[pick % pairs.length]!]))).toBeNull();
    }),
  );
});
