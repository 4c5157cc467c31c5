// Strings that break programs, in every place where a client can put one.
import { type Attack, HOST, request } from "./attack";
import { ENTRANCES } from "./entrances";

const NAUGHTY = [
  "undefined",
  "null",
  "NaN",
  "true",
  "0",
  "-1",
  "1e999",
  "9007199254740993",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "' OR 1=1 --",
  "'; DROP TABLE keys; --",
  '" OR ""="',
  "1) UNION SELECT 1--",
  `$\{7*7}`,
  "{{7*7}}",
  "#{7*7}",
  "%s%s%s%n",
  "%d",
  "$(id)",
  "`id`",
  "| cat /etc/passwd",
  "; ls",
  "../../../../etc/passwd",
  "..\\..\\windows\\win.ini",
  "file:///etc/passwd",
  "http://169.254.169.254/latest/meta-data",
  "<script>alert(1)</script>",
  "javascript:alert(1)",
  "<!--#exec cmd='id'-->",
  "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>",
  "() { :; }; echo x",
  "\u202etest\u202c",
  "\ufeff",
  "\u200b",
  "\u0000",
  "a\u0000b",
  "\u0007\u001b[31m",
  "\u007f",
  "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67",
  "Z\u0351\u036b\u0343\u036a\u0302A\u0334LGO",
  "\u0130\u0131\u017f\u212a",
  "ﷺ",
  "田中さんにあげて下さい",
  "¡™£¢∞§¶•ªº–≠",
  "true, false",
  "a,b",
  "a b",
  "a\tb",
  "a\r\nX-Injected: yes",
  "a\nb",
  "a\u2028b",
  "x".repeat(5_000),
  "{".repeat(3_000),
  "[".repeat(3_000),
  "=?utf-8?q?x?=",
  "%",
  "%25%32%65",
  "+",
  "&a=b",
  "?a#b",
];

/** Percent-encoded as a browser would; a lone surrogate cannot be. */
const encoded = (text: string) => encodeURIComponent(text);
/** As a header value it must not end its own line; what else it does is the point. */
const asLine = (text: string) => text.replaceAll(/[\r\n]/g, " ");

const PLACES: readonly Attack[] = ENTRANCES.flatMap(({ name, base, secured, unknown, limited, granted }) =>
  NAUGHTY.flatMap((text, index): Attack[] => [
    { name: `${name}: string ${index} as key`, bytes: request("GET", base + secured, [[unknown[0], asLine(text)]]) },
    { name: `${name}: string ${index} after Bearer`, bytes: request("GET", base + secured, [["Authorization", `Bearer ${asLine(text)}`]]) },
    { name: `${name}: string ${index} in the path`, bytes: request("GET", `${base}/${encoded(text)}`, [unknown]) },
    {
      name: `${name}: string ${index} in the query`,
      bytes: request("GET", `${base}${granted}?q=${encoded(text)}&${encoded(text)}=1`, [limited]),
      mayPass: true,
    },
    { name: `${name}: string ${index} as method`, bytes: request(asLine(text), base + secured, [unknown]) },
  ]),
);

const json = (value: unknown) => JSON.stringify(value);
const type: readonly [string, string] = ["Content-Type", "application/json"];
const [management] = ENTRANCES.filter(({ name }) => name === "management");

/** Bodies with a credential that may write: refused or stored, never a fault. */
const BODIES: readonly Attack[] = NAUGHTY.flatMap((text, index): Attack[] => {
  const good = management?.good ?? ["Authorization", ""];
  const tenant: readonly [string, string] = ["X-FusionAuth-TenantId", "6c9e9669-9670-4f85-9f16-8396c2206f7f"];
  const post = (what: string, target: string, body: string, headers: readonly (readonly [string, string])[] = [tenant]): Attack => ({
    name: `string ${index} ${what}`,
    bytes: request("POST", target, [good, type, ...headers], body),
    mayPass: true,
  });
  return [
    post("as a body", "/api/group", text),
    post("as a group's name", "/api/group", json({ group: { name: text } })),
    post("as a property", "/api/group", json({ group: { name: "x", [text]: text } })),
    post("as a user", "/api/user", json({ user: { email: text, password: text, username: text, data: { [text]: text } } })),
    post("as a user's id", `/api/user/${encoded(text)}`, json({ user: { username: `u${index}`, password: "correct horse battery" } })),
    post("as the tenant", "/api/group", json({ group: { name: "y" } }), [["X-FusionAuth-TenantId", asLine(text)]]),
    { name: `string ${index} as an e-mail`, bytes: request("GET", `/api/user?email=${encoded(text)}`, [good, tenant]), mayPass: true },
    {
      name: `string ${index} as a search`,
      bytes: request(
        "GET",
        `/api/user/search?queryString=${encoded(text)}&ids=${encoded(text)}&numberOfResults=${encoded(text)}&startRow=${encoded(text)}`,
        [good, tenant],
      ),
      mayPass: true,
    },
    {
      name: `string ${index} as a key to verify`,
      bytes: request("POST", "/v1/verify", [type, ["Authorization", `Bearer ${asLine(text)}`]], json({ key: text, api: text })),
    },
    { name: `string ${index} as an address`, bytes: request("GET", `/gateway/${encoded(text)}/things`, []) },
    { name: `string ${index} as a page`, bytes: request("GET", `/${encoded(text)}`, []), mayPass: true },
    {
      name: `string ${index} as a content type`,
      bytes: request("POST", "/api/group", [good, tenant, ["Content-Type", asLine(text)]], json({ group: { name: "z" } })),
      mayPass: true,
    },
    {
      name: `string ${index} as a host`,
      bytes: Buffer.from(`GET /gateway/fusion/things/forbidden HTTP/1.1\r\nHost: ${asLine(text)}\r\nConnection: close\r\n\r\n`),
    },
    { name: `string ${index} as a cookie`, bytes: request("GET", "/api/user", [["Cookie", `access_token=${asLine(text)}`]]) },
    { name: `string ${index} raw`, bytes: Buffer.from(`${text}\r\nHost: ${HOST}\r\n\r\n`) },
  ];
});

/** JSON that is none, or too much. */
const JSON_ATTACKS: readonly Attack[] = ["/api/group", "/api/user", "/v1/verify"].flatMap((target): Attack[] => {
  const credential = target === "/v1/verify" ? ([] as const) : [management?.good ?? (["Authorization", ""] as const)];
  const bodies = [
    "",
    " ",
    "{",
    "}",
    "[]",
    '"text"',
    "null",
    "1",
    "{'group':1}",
    '{"group":{"name":"a"},}',
    '{"group":{"name":"a","name":"b"}}',
    '{"__proto__":{"admin":true}}',
    '{"group":{"__proto__":{"x":1},"name":"p"}}',
    '{"group":{"name":"\\ud800"}}',
    '{"group":{"name":"\\u0000"}}',
    '{"group":{"name":1e400}}',
    '{"group":null}',
    '{"group":[]}',
    `${"[".repeat(100_000)}${"]".repeat(100_000)}`,
    `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`,
    "\ufeff{}",
    '{"key":5}',
    '{"key":"x","unknown":1}',
    '{"key":"x","path":"/../x","method":"GET"}',
    '{"key":"x","cost":-1}',
    '{"key":"x","cost":1e9}',
  ];
  return bodies.map((body) => ({
    name: `${target}: body ${body.slice(0, 40)}`,
    bytes: request("POST", target, [...credential, type, ["X-FusionAuth-TenantId", "6c9e9669-9670-4f85-9f16-8396c2206f7f"]], body),
    mayPass: true,
  }));
});

export const NAUGHTY_ATTACKS: readonly Attack[] = [...PLACES, ...BODIES, ...JSON_ATTACKS];
