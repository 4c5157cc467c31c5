// Attacks over bare sockets at the front door and at Next behind it: nothing gained, nothing broken, nobody left waiting.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MANAGEMENT_SECRETS, secretOf } from "@/e2e/dialects/secrets";
import { mintTokens } from "@/e2e/dialects/tokens";
import { conformanceWorld, MAX_BODY_BYTES } from "@/e2e/dialects/world";
import { PIED_PIPER } from "@/e2e/dialects/world-keys";
import { isFull } from "@/e2e/drills/drill";
import { type EchoUpstream, startEchoUpstream } from "@/e2e/echo-upstream";
import { type Exchange, exchangeBytes, type HeaderLine, send } from "@/e2e/raw-http";
import { type ServerUnderTest, startServer } from "@/e2e/server-under-test";
import { type Attack, FORBIDDEN, HOST } from "./attack";
import { ENTRANCES } from "./entrances";
import { FRAMING_ATTACKS } from "./framing-attacks";
import { HEADER_ATTACKS, UPGRADES } from "./header-attacks";
import { NAUGHTY_ATTACKS } from "./naughty-attacks";
import { PATH_ATTACKS } from "./path-attacks";

/** Attacks under way at once. */
const AT_ONCE = 12;
const HUNDRED_MB = 100_000_000;

/** Both entrances call the same gate: a short run sends all strings to the one, and every fourth to the other. */
function naughtyAttacks(hotPaths: "front" | "next"): readonly Attack[] {
  return isFull || hotPaths === "front" ? NAUGHTY_ATTACKS : NAUGHTY_ATTACKS.filter((_, index) => index % 4 === 0);
}

for (const hotPaths of ["front", "next"] as const) {
  describe(`hot paths answered by ${hotPaths}`, () => {
    let upstream: EchoUpstream;
    let server: ServerUnderTest;
    const total = { attacks: 0, answered: 0, gained: 0, faults: 0, silences: 0 };

    beforeAll(async () => {
      upstream = await startEchoUpstream();
      const { trustedKeys } = await mintTokens();
      server = await startServer({
        bootstrap: conformanceWorld({ tenants: 2, upstream: upstream.url, trustedKeys }),
        env: { KEYFUSE_HOT_PATHS: hotPaths, LOG_LEVEL: "error", AUTH_FAILURES_PER_MINUTE: "0" },
      });
    });
    afterAll(async () => {
      const { attacks, answered, gained, faults, silences } = total;
      console.log(
        `raw sockets (${hotPaths}): ${attacks} attacks (${answered} answered, the others cut off), ${gained} accesses gained, ${faults} answers ≥ 500, ${silences} silences`,
      );
      expect(await server?.stop()).toBe(0);
      await upstream?.stop();
    });

    const attackAll = async (attacks: readonly Attack[]): Promise<void> => {
      const before = upstream.heads.length;
      const wrong: string[] = [];
      await inParallel(attacks, AT_ONCE, async (attack) => {
        const exchange = await exchangeBytes(server, attack.bytes, { isHead: attack.isHead, drip: attack.drip });
        const judged = judge(attack, exchange);
        total.attacks += 1;
        if (exchange.answers.length > 0) total.answered += 1;
        if (judged.isGained) total.gained += 1;
        if (judged.isFault) total.faults += 1;
        if (judged.isSilence) total.silences += 1;
        if (judged.isGained || judged.isFault || judged.isSilence) wrong.push(`${attack.name}: ${wordsOf(exchange)}`);
      });
      const reached = upstream.heads.slice(before).filter((head) => FORBIDDEN.test(head.split("\n")[0] ?? ""));
      total.gained += reached.length;
      expect([...wrong, ...reached.map((head) => `reached the upstream: ${head.slice(0, 300)}`)]).toEqual([]);
    };

    test("upgrades, before Next has seen a request", () => attackAll(UPGRADES));
    test("a page: Next sees its first request", async () => {
      expect((await send(server, { method: "GET", target: "/", headers: [["Host", HOST]] })).status).toBeLessThan(400);
    });
    test("upgrades, after Next has seen a request", () => attackAll(UPGRADES));
    test.each(ENTRANCES)("what attacks on $name aim at is there: a good key opens it, others do not", async (entrance) => {
      const ask = async (path: string, ...headers: readonly HeaderLine[]) =>
        (await send(server, { method: "GET", target: entrance.base + path, headers: [["Host", HOST], ...headers] })).status;
      expect(await ask(entrance.secured, entrance.good)).toBe(200);
      expect(await ask(entrance.secured)).toBe(401);
      expect(await ask(entrance.secured, entrance.unknown)).toBe(401);
      expect([401, 403]).toContain(await ask(entrance.beyond, entrance.limited));
      expect([200, 400]).toContain(await ask(entrance.granted, entrance.limited));
    });
    test("paths, targets, methods and versions", () => attackAll(PATH_ATTACKS), 300_000);
    test("credentials, made-up headers, hosts and sizes", () => attackAll(HEADER_ATTACKS), 300_000);
    test("framing and hidden requests", () => attackAll(FRAMING_ATTACKS), 300_000);
    test("naughty strings and bad JSON", () => attackAll(naughtyAttacks(hotPaths)), 600_000);

    const key = (secret: string): HeaderLine => ["Authorization", secret];
    const bodies = [
      // Next would cut a body of this size, so that its mount refuses it rather than pass on a part.
      [
        "100 MB to a gateway without a limit, whole or not at all",
        "/gateway/fusion/things",
        key(`Bearer ${secretOf("fusion", "good")}`),
        hotPaths === "front" ? 200 : 413,
      ],
      ["100 MB over an API's limit", "/gateway/fusion-open/x", key(`Bearer ${secretOf("fusion", "open")}`), 413],
      ["100 MB without a key", "/gateway/fusion/things", ["X-None", "x"], 401],
      ["100 MB to the management API", "/api/group", key(MANAGEMENT_SECRETS.piedPiper), 413],
      ["100 MB to the management API without a key", "/api/group", ["X-None", "x"], 401],
      ["100 MB to verify without a key", "/v1/verify", ["X-None", "x"], 401],
    ] as const;
    for (const framing of ["length", "chunks"] as const) {
      test.each(bodies)(`%s, by ${framing}`, async (_, target, credential, status) => {
        const exchange = await exchangeBytes(server, hugeBody(target, credential, framing), { timeoutMs: 60_000 });
        total.attacks += 1;
        total.answered += exchange.answers.length;
        if (exchange.ending === "silent") total.silences += 1;
        expect(exchange.answers.map((answer) => answer.status)).toEqual([status]);
        if (status === 200) expect(JSON.parse(String(exchange.answers[0]?.body)).echo.bodyBytes).toBe(HUNDRED_MB);
      });
    }

    test("chunked bodies a little over a limit", async () => {
      const over = (target: string, credential: HeaderLine, bytes: number) =>
        send(server, {
          method: "POST",
          target,
          headers: [["Host", HOST], credential, ["Content-Type", "application/json"], ["Transfer-Encoding", "chunked"]],
          body: chunked(bytes),
        });
      const open = key(`Bearer ${secretOf("fusion", "open")}`);
      const management = key(MANAGEMENT_SECRETS.piedPiper);
      expect((await over("/gateway/fusion-open/x", open, MAX_BODY_BYTES)).status).toBe(200);
      expect((await over("/gateway/fusion-open/x", open, MAX_BODY_BYTES + 1)).status).toBe(413);
      expect((await over("/api/group", management, 1_048_576)).status).toBe(400);
      expect((await over("/api/group", management, 1_048_577)).status).toBe(413);
      expect((await over("/api/group", management, 11_000_000)).status).toBe(413);
      total.attacks += 5;
      total.answered += 5;
    });

    test("a head that never ends is cut off", async () => {
      const endless = Buffer.from(`GET / HTTP/1.1\r\nHost: ${HOST}\r\nX-Slow: ${"x".repeat(600)}`);
      const exchange = await exchangeBytes(server, endless, { timeoutMs: 40_000, drip: { bytes: 10, pauseMs: 500 } });
      expect(exchange.ending).not.toBe("silent");
    });

    test("after all of it a good key still opens its API, and tenants hold nothing half-written", async () => {
      const good = [["Host", HOST], key(`Bearer ${secretOf("fusion", "good")}`)] as const;
      expect((await send(server, { method: "GET", target: "/gateway/fusion/things", headers: good })).status).toBe(200);
      const search = [["Host", HOST], key(MANAGEMENT_SECRETS.global), ["X-FusionAuth-TenantId", PIED_PIPER]] as const;
      expect((await send(server, { method: "GET", target: "/api/user/search?queryString=*", headers: search })).status).toBe(200);
    });
  });
}

interface Judged {
  readonly isGained: boolean;
  readonly isFault: boolean;
  readonly isSilence: boolean;
}

function judge(attack: Attack, { answers, ending }: Exchange): Judged {
  const opened = answers.filter(({ status, body }) => status === 101 || (status >= 200 && status < 300 && isAccess(String(body))));
  return {
    isGained: opened.length > 0 && attack.mayPass !== true,
    isFault: answers.some(({ status }) => status >= 500 && !(status === 501 && attack.may501 === true)),
    isSilence: ending === "silent",
  };
}

/** Whether a body shows what a credential guards: what the upstream echoes, or an object of the management API. */
function isAccess(body: string): boolean {
  return /"echo"|"users?"|"groups?"|"tenants?"|"valid"/.test(body);
}

function wordsOf({ answers, ending, milliseconds }: Exchange): string {
  return `${ending} after ${milliseconds} ms: ${answers.map(({ status, body }) => `${status} ${String(body).slice(0, 100)}`).join(" | ")}`;
}

async function inParallel<T>(items: readonly T[], width: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
}

function* hugeBody(target: string, credential: HeaderLine, framing: "length" | "chunks"): Iterable<Uint8Array> {
  const length = framing === "length" ? `Content-Length: ${HUNDRED_MB}` : "Transfer-Encoding: chunked";
  const head = [
    `POST ${target} HTTP/1.1`,
    `Host: ${HOST}`,
    "Connection: close",
    "Content-Type: application/json",
    credential.join(": "),
    length,
  ];
  yield Buffer.from(`${head.join("\r\n")}\r\n\r\n`);
  const piece = Buffer.alloc(100_000, "x");
  const chunk = Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from("\r\n")]);
  for (let sent = 0; sent < HUNDRED_MB; sent += piece.length) yield framing === "length" ? piece : chunk;
  if (framing === "chunks") yield Buffer.from("0\r\n\r\n");
}

function chunked(bytes: number): Buffer {
  const parts: Buffer[] = [];
  for (let left = bytes; left > 0; left -= 65_536) {
    const size = Math.min(left, 65_536);
    parts.push(Buffer.from(`${size.toString(16)}\r\n`), Buffer.alloc(size, "x"), Buffer.from("\r\n"));
  }
  return Buffer.concat([...parts, Buffer.from("0\r\n\r\n")]);
}
