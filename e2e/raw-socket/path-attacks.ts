// Attacks through the request target: other readings of a path, other forms of a target, what a framework makes of both.
import { type Attack, HOST, request, text } from "./attack";
import { ENTRANCES, type Entrance } from "./entrances";

/** Ways of writing `beyond` so that a lax reader opens it to a key that only opens `granted`. */
function otherReadings({ base, granted, beyond }: Entrance): string[] {
  const segment = beyond.slice(1);
  const escaped = `%${segment.charCodeAt(0).toString(16)}${segment.slice(1)}`;
  return [
    `${base}${granted}/..${beyond}`,
    `${base}${granted}/%2e%2e${beyond}`,
    `${base}${granted}/.%2E${beyond}`,
    `${base}${granted}/..%2f${segment}`,
    `${base}${granted}%2f..%2f${segment}`,
    `${base}${granted}%2F..%2F${segment}`,
    `${base}${granted}/..%5c${segment}`,
    `${base}${granted}\\..\\${segment}`,
    `${base}${granted}/..;${beyond}`,
    `${base}/.${beyond}`,
    `${base}/%2e${beyond}`,
    `${base}/${beyond}`,
    `/${base}${beyond}`,
    `${base}${beyond}/`,
    `${base}${beyond}/.`,
    `${base}${beyond}%00`,
    `${base}${beyond}%00.json`,
    `${base}${beyond}%20`,
    `${base}${beyond}%0d%0aX-Injected:%20yes`,
    `${base}${beyond}%09`,
    `${base}/${escaped}`,
    `${base}${beyond}.json`,
    `${base}${beyond}.rsc`,
    `${base}${beyond}.segments/_tree.segment.rsc`,
    `${base}${beyond}.segments/_full.segment.rsc`,
    `${base}${beyond}.txt`,
    `${base}${beyond};v=1`,
    `${base}${beyond.toUpperCase()}`,
    `${base.toUpperCase()}${beyond}`,
    `${base}${beyond}%ff`,
    `${base}/%c0%af${segment}`,
    `${base}/%u002f${segment}`,
    `${base}/%e0%80%af${segment}`,
    `${base}${beyond}%`,
    `${base}${beyond}%2`,
    `${base}${beyond}%zz`,
    `${base}%2f${segment}`,
    `${base}%2F${segment}`,
    base.replace(/([a-z])([a-z]*)$/, (_, first: string, rest: string) => `%${first.charCodeAt(0).toString(16)}${rest}`) + beyond,
    `/_next/data/build${base}${beyond}.json`,
    `/_next/data/development${base}${beyond}.json`,
    `/_next${base}${beyond}`,
    `/_next/image?url=${encodeURIComponent(base + beyond)}&w=64&q=75`,
    `/index${base}${beyond}`,
    `/en${base}${beyond}`,
    `${base}${beyond}?_rsc=abc`,
    `${base}${beyond}?__nextDataReq=1`,
    `${base}${beyond}?nxtPpath=things&nxtPapi=fusion`,
    `${base}${beyond}?path=things`,
    `${base}?path=${segment}`,
    `/${beyond}`,
  ];
}

const READINGS: readonly Attack[] = ENTRANCES.flatMap((entrance) =>
  otherReadings(entrance).flatMap((target): Attack[] => [
    { name: `${entrance.name}: GET ${target} with a limited key`, bytes: request("GET", target, [entrance.limited]) },
    { name: `${entrance.name}: GET ${target} without a key`, bytes: request("GET", target, []) },
    { name: `${entrance.name}: HEAD ${target} without a key`, bytes: request("HEAD", target, []), isHead: true },
  ]),
);

/** Other forms of a target (RFC 9112 §3.2) and things that are none. */
const FORMS: readonly Attack[] = ENTRANCES.flatMap(({ name, base, secured, unknown }): Attack[] => {
  const path = `${base}${secured}`;
  const targets = [
    `http://${HOST}${path}`,
    `https://${HOST}${path}`,
    `HTTP://${HOST}${path}`,
    `http://api.mcp4.ai${secured}`,
    `http://user:password@${HOST}${path}`,
    `http:${path}`,
    `ws://${HOST}${path}`,
    `${HOST}:80`,
    "*",
    path.slice(1),
    "",
    `${path}#fragment`,
    `${path} extra`,
    `?${path}`,
    `/?${path}`,
    "//",
    "///",
    "/..",
    "/%",
    "/%ff",
    `/${"a/".repeat(4_000)}`,
    `${path}?${"a=b&".repeat(3_000)}`,
  ];
  return targets.flatMap((target) => [
    { name: `${name}: GET ${target.slice(0, 80)} with an unknown key`, bytes: request("GET", target, [unknown]) },
    { name: `${name}: OPTIONS ${target.slice(0, 80)}`, bytes: request("OPTIONS", target, []) },
  ]);
});

const METHODS = [
  "TRACE",
  "TRACK",
  "CONNECT",
  "PROPFIND",
  "PATCH",
  "DELETE",
  "PUT",
  "POST",
  "OPTIONS",
  "QUERY",
  "M-SEARCH",
  "PURGE",
  "LINK",
  "FOO",
  "get",
  "G\tET",
  "A".repeat(500),
];

const METHOD_ATTACKS: readonly Attack[] = [...ENTRANCES.map(({ base, secured }) => base + secured), "/", "/v1/verify", "*"].flatMap(
  (target) => METHODS.map((method) => ({ name: `${method.slice(0, 20)} ${target}`, bytes: request(method, target, []) })),
);

const VERSIONS: readonly Attack[] = [
  "HTTP/1.0",
  "HTTP/0.9",
  "HTTP/1.2",
  "HTTP/2.0",
  "HTTP/3",
  "HTTP/1.1.1",
  "http/1.1",
  "HTTPS/1.1",
  "",
  "RTSP/1.0",
].flatMap((version) =>
  ENTRANCES.map(({ name, base, secured }) => ({
    name: `${name}: version ${version}`,
    bytes: text(`GET ${base}${secured} ${version}`, `Host: ${HOST}`, "Connection: close"),
  })),
);

export const PATH_ATTACKS: readonly Attack[] = [
  ...READINGS,
  ...FORMS,
  ...METHOD_ATTACKS,
  ...VERSIONS,
  { name: "the HTTP/2 preface", bytes: Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") },
  { name: "a TLS greeting on a plain port", bytes: Buffer.from("16030100c8010000c40303", "hex") },
  { name: "an SSH greeting", bytes: Buffer.from("SSH-2.0-OpenSSH_9.2p1\r\n\r\n") },
];
