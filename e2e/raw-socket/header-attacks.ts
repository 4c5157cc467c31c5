// Attacks through header lines: several credentials, made-up internal headers, hosts, upgrades, sizes.
import type { HeaderLine } from "@/e2e/raw-http";
import { type Attack, HOST, request, text } from "./attack";
import { ENTRANCES } from "./entrances";

/** Headers that frameworks and proxies believe when they should not. */
const SPOOFED: readonly HeaderLine[] = [
  ["x-keyfuse-context", "00000000000000000000000000000000"],
  ["x-keyfuse-context", "__proto__"],
  ["X-Keyfuse-Key-Id", "key_0000001000"],
  ["x-keyfuse-subject", "admin"],
  ["x-keyfuse-tenant", "6c9e9669-9670-4f85-9f16-8396c2206f7f"],
  ["x-keyfuse-scope", "*"],
  ["x-keyfuse-signature", "t=1,v1=00"],
  ["x-middleware-subrequest", "proxy:proxy:proxy:proxy:proxy"],
  ["x-middleware-subrequest", "middleware:middleware:middleware:middleware:middleware"],
  ["x-middleware-subrequest", "src/middleware:src/middleware:src/middleware:src/middleware:src/middleware"],
  ["x-middleware-subrequest-id", "0000000000000000"],
  ["x-middleware-next", "1"],
  ["x-middleware-prefetch", "1"],
  ["x-middleware-rewrite", "/gateway/fusion/guarded"],
  ["x-middleware-override-headers", "authorization"],
  ["x-middleware-set-cookie", "access_token=x"],
  ["x-invoke-path", "/gateway/fusion/guarded"],
  ["x-invoke-query", "%7B%7D"],
  ["x-invoke-output", "/gateway/[api]/[[...path]]"],
  ["x-invoke-status", "200"],
  ["x-matched-path", "/api/health"],
  ["x-now-route-matches", "1=health"],
  ["x-nextjs-data", "1"],
  ["x-nextjs-rewrite", "/api/health"],
  ["x-next-revalidated-tags", "all"],
  ["x-prerender-revalidate", "1"],
  ["rsc", "1"],
  ["next-router-prefetch", "1"],
  ["next-router-segment-prefetch", "/_tree"],
  ["next-router-state-tree", "%5B%22%22%5D"],
  ["next-action", "0000000000000000000000000000000000000000"],
  ["next-url", "/api/health"],
  ["x-original-url", "/api/health"],
  ["x-rewrite-url", "/api/health"],
  ["x-original-uri", "/api/health"],
  ["x-forwarded-uri", "/api/health"],
  ["x-forwarded-prefix", "/api/health"],
  ["x-http-method-override", "GET"],
  ["x-method-override", "GET"],
  ["x-forwarded-for", "127.0.0.1"],
  ["x-forwarded-host", "api.mcp4.ai"],
  ["x-forwarded-proto", "https"],
  ["x-forwarded-port", "443"],
  ["forwarded", "for=127.0.0.1;proto=https;host=api.mcp4.ai"],
  ["x-real-ip", "127.0.0.1"],
  ["x-client-ip", "127.0.0.1"],
  ["true-client-ip", "127.0.0.1"],
  ["cf-connecting-ip", "127.0.0.1"],
  ["x-vercel-id", "x"],
  ["connection", "close, authorization, x-api-key"],
  ["connection", "keep-alive, x-keyfuse-key-id"],
  ["te", "trailers"],
  ["expect", "100-continue"],
  ["expect", "200-ok"],
  ["upgrade-insecure-requests", "1"],
  ["range", "bytes=0-0"],
  ["if-none-match", "*"],
  ["purpose", "prefetch"],
  ["accept", "text/x-component"],
  ["cookie", "next-auth.session-token=x; __prerender_bypass=x; access_token=x"],
];

const SPOOFS: readonly Attack[] = ENTRANCES.flatMap(({ name, base, secured, beyond, limited }) =>
  SPOOFED.flatMap((line): Attack[] => [
    { name: `${name}: ${line.join(": ")} without a key`, bytes: request("GET", base + secured, [line]) },
    { name: `${name}: ${line.join(": ")} with a limited key`, bytes: request("GET", base + beyond, [line, limited]) },
    { name: `${name}: ${line.join(": ")} on POST without a key`, bytes: request("POST", base + secured, [line], "{}") },
  ]),
);

const CREDENTIALS: readonly Attack[] = ENTRANCES.flatMap(({ name, base, secured, good, unknown }): Attack[] => {
  const target = base + secured;
  const several = (what: string, headers: readonly HeaderLine[]): Attack => ({
    name: `${name}: ${what}`,
    bytes: request("GET", target, headers),
  });
  const [header, value] = good;
  return [
    several("an unknown line, then a good one", [unknown, good]),
    several("a good line, then an unknown one", [good, unknown]),
    several("the same good line twice", [good, good]),
    several("three lines", [unknown, good, unknown]),
    several("a good and an unknown value joined by a comma", [[header, `${value}, ${unknown[1]}`]]),
    several("an unknown and a good value joined by a comma", [[header, `${unknown[1]},${value}`]]),
    several("a good value that starts with a comma", [[header, `,${value}`]]),
    several("a good value that ends in a comma", [[header, `${value},`]]),
    several("a good and an unknown value joined by a space", [[header, `${value} ${unknown[1]}`]]),
    several("a good value in Proxy-Authorization", [["Proxy-Authorization", value]]),
    several("a good value in a header that ends in a space", [[`${header} `, value]]),
    several("a good value in a header that starts with a space", [[` ${header}`, value]]),
    several("a good value after an obsolete fold", [[header, `x\r\n ${value}`]]),
    several("a good value with a NUL", [[header, `${value}\0`]]),
    several("a good value with a carriage return", [[header, `${value}\rX: y`]]),
    several("a good value with DEL", [[header, `${value}\x7f`]]),
    several("a good value with a byte above ASCII", [[header, `${value}\u00ff`]]),
    several("a good value in a header named with an underscore", [[header.replaceAll("-", "_"), `${value}x`]]),
    several("an unknown key in the query and in the header", [unknown, ["Referer", `http://x/?key=${value}`]]),
  ];
});

/** Two carriers of dialects that have more than one. */
const CARRIERS: readonly Attack[] = ENTRANCES.filter(({ name }) => name === "infuzu").flatMap(
  ({ base, secured, good, unknown }): Attack[] => {
    const secret = good[1].replace("Bearer ", "");
    const headers: readonly (readonly HeaderLine[])[] = [
      [["Infuzu-API-Key", secret], good],
      [["Infuzu-API-Key", "nobody"], good],
      [["X-Infuzu-API-Key", secret], unknown],
      [
        ["Infuzu-API-Key", secret],
        ["X-Infuzu-API-Key", secret],
      ],
      [["infuzu-api-key", "nobody"], ["X-Infuzu-API-Key", secret], good],
    ];
    return headers.map((lines) => ({
      name: `infuzu: ${lines.map(([name]) => name).join(" + ")}`,
      bytes: request("GET", base + secured, lines),
    }));
  },
);

const HOSTS = [
  "",
  "evil.example",
  "127.0.0.1:99999",
  "127.0.0.1:abc",
  "[::1",
  "[::1]",
  "localhost.evil.example",
  "a b",
  "127.0.0.1, evil.example",
  "user@127.0.0.1",
  "127.0.0.1/",
  "127.0.0.1#",
  "127.0.0.1?x",
  "%31%32%37.0.0.1",
  "127.1",
  "0",
  "2130706433",
  "\u00e9.example",
  "api.mcp4.ai",
  "API.MCP4.AI.",
  "x".repeat(300),
];

const HOST_ATTACKS: readonly Attack[] = ENTRANCES.flatMap(({ name, base, secured }): Attack[] => {
  const target = base + secured;
  return [
    { name: `${name}: no Host`, bytes: text(`GET ${target} HTTP/1.1`, "Connection: close") },
    { name: `${name}: two Hosts`, bytes: text(`GET ${target} HTTP/1.1`, `Host: ${HOST}`, "Host: api.mcp4.ai", "Connection: close") },
    ...HOSTS.map((host) => ({
      name: `${name}: Host ${host.slice(0, 40)}`,
      bytes: text(`GET ${target} HTTP/1.1`, `Host: ${host}`, "Connection: close"),
    })),
  ];
});

const h2c: readonly HeaderLine[] = [
  ["Connection", "Upgrade, HTTP2-Settings"],
  ["Upgrade", "h2c"],
  ["HTTP2-Settings", "AAMAAABkAARAAAAAAAIAAAAA"],
];
const webSocket: readonly HeaderLine[] = [
  ["Connection", "Upgrade"],
  ["Upgrade", "websocket"],
  ["Sec-WebSocket-Version", "13"],
  ["Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="],
];

/** Sent before Next has seen a request, and again afterwards. */
export const UPGRADES: readonly Attack[] = [...ENTRANCES.map(({ base, secured }) => base + secured), "/", "/v1/verify", "/healthz"].flatMap(
  (target): Attack[] => {
    const upgrading = (what: string, lines: readonly HeaderLine[], method = "GET", body?: string): Attack => ({
      name: `${target}: ${what}`,
      bytes: Buffer.from(
        `${[`${method} ${target} HTTP/1.1`, `Host: ${HOST}`, ...lines.map((line) => line.join(": ")), ...(body === undefined ? [] : [`Content-Length: ${body.length}`])].join("\r\n")}\r\n\r\n${body ?? ""}`,
      ),
      may501: true,
      ...(target === "/" || target === "/healthz" ? { mayPass: true as const } : {}),
    });
    return [
      upgrading("Upgrade: h2c", h2c),
      upgrading("Upgrade: h2c on POST", h2c, "POST", "{}"),
      upgrading("Upgrade: websocket", webSocket),
      upgrading("Upgrade: WebSocket, h2c", [
        ["Connection", "upgrade"],
        ["Upgrade", "WebSocket, h2c"],
      ]),
      upgrading("Upgrade: TLS/1.0", [
        ["Connection", "Upgrade"],
        ["Upgrade", "TLS/1.0"],
      ]),
      upgrading("Upgrade without Connection", [
        ["Upgrade", "websocket"],
        ["Connection", "close"],
      ]),
    ];
  },
);

const many = (count: number, length = 1): HeaderLine[] =>
  Array.from({ length: count }, (_, index) => [`X-H${index}`, "v".repeat(length)] as const);

const SIZES: readonly Attack[] = ENTRANCES.flatMap(({ name, base, secured, unknown, good }): Attack[] => {
  const target = base + secured;
  return [
    {
      name: `${name}: a header of 16 KB with a good key`,
      bytes: request("GET", target, [good, ["X-Big", "x".repeat(16_384)]]),
      mayPass: true,
    },
    { name: `${name}: a header of 16 KB`, bytes: request("GET", target, [unknown, ["X-Big", "x".repeat(16_384)]]) },
    { name: `${name}: a header of 100 KB`, bytes: request("GET", target, [["X-Big", "x".repeat(100_000)]]) },
    { name: `${name}: a header name of 16 KB`, bytes: request("GET", target, [["X".repeat(16_384), "x"]]) },
    { name: `${name}: a key of 16 KB`, bytes: request("GET", target, [[unknown[0], `${unknown[1]}${"0".repeat(16_000)}`]]) },
    { name: `${name}: 150 headers`, bytes: request("GET", target, [...many(150), unknown]) },
    { name: `${name}: 1,000 headers`, bytes: request("GET", target, [...many(1_000), unknown]) },
    { name: `${name}: 3,000 headers, the good key last`, bytes: request("GET", target, [...many(3_000), good]), mayPass: true },
    { name: `${name}: 3,000 headers between two keys`, bytes: request("GET", target, [good, ...many(3_000), unknown]) },
    { name: `${name}: 20,000 headers`, bytes: request("GET", target, [...many(20_000), unknown]) },
    {
      name: `${name}: 500 cookies`,
      bytes: request(
        "GET",
        target,
        many(500).map(() => ["Cookie", "access_token=x"]),
      ),
    },
    { name: `${name}: a target of 60 KB`, bytes: request("GET", `${target}?${"q".repeat(60_000)}`, [unknown]) },
  ];
});

/** A head that arrives in small pieces, and yet whole within seconds. */
const SLOW: readonly Attack[] = ENTRANCES.map(({ name, base, secured, unknown }) => ({
  name: `${name}: a slow head`,
  bytes: request("GET", base + secured, [unknown]),
  drip: { bytes: 8, pauseMs: 60 },
}));

export const HEADER_ATTACKS: readonly Attack[] = [...SPOOFS, ...CREDENTIALS, ...CARRIERS, ...HOST_ATTACKS, ...SIZES, ...SLOW];
