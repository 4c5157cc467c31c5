// A front door for tests: a real listener whose gate and Next say what they were given, and raw sockets to call it with.
import type { IncomingMessage, ServerResponse } from "node:http";
import net from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { type Api, type Catalogue, DEFAULT_SETTINGS, MANAGEMENT_SLUG, SERVICE_SLUG } from "@/lib/core/catalogue";
import { cryptofuse } from "@/lib/core/dialects/cryptofuse";
import type { Dialect } from "@/lib/core/dialects/dialect";
import { fusionauth } from "@/lib/core/dialects/fusionauth";
import { infuzu } from "@/lib/core/dialects/infuzu";
import { keyfuseService } from "@/lib/core/dialects/keyfuse-service";
import type { Block } from "@/lib/core/grants/addresses";
import { type Answer, jsonAnswer, type RawRequest } from "@/lib/core/http";
import type { RequestContext } from "@/lib/core/published";
import { CONTEXT_HEADER } from "@/lib/core/request-guard";
import { createLog } from "@/lib/runtime/log";
import type { Metrics } from "@/lib/runtime/metrics/open-metrics";
import { type Contexts, createContexts } from "./contexts";
import { createFrontDoor, type FrontDoor } from "./front-door";
import type { GateUpgrade } from "./upgrades";

/** What a test replaces. */
export interface DoorOptions {
  readonly answer?: (request: RawRequest, context: RequestContext) => Promise<Answer> | Answer;
  readonly next?: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  readonly hotPaths?: "front" | "next";
  readonly isReady?: () => Promise<boolean>;
  readonly metrics?: Metrics;
  readonly trustedProxies?: readonly Block[];
  readonly gateUpgrade?: GateUpgrade;
}

export interface DoorUnderTest {
  readonly port: number;
  readonly door: FrontDoor;
  readonly contexts: Contexts;
  /** `<API slug> <denial code>` of each refusal that never reached the gate. */
  readonly refusals: readonly string[];
  readonly logged: () => string;
}

/** Opens a door on a free port until the test is over. Its APIs: `payments` (cryptofuse, own host), `models` (infuzu), the built-in ones. */
export async function openDoor(options: DoorOptions = {}): Promise<DoorUnderTest> {
  const contexts = createContexts();
  const refusals: string[] = [];
  const lines: string[] = [];
  const log = createLog("info", (text) => lines.push(text));
  const published = {
    catalogue: () => CATALOGUE,
    recordRefusal: (_method: string, _request: unknown, slug: string, { code }: { readonly code: string }) =>
      refusals.push(`${slug} ${code}`),
    context: contexts.find,
    supportUrl: null,
    gate: { answer: options.answer ?? describeRequest, whenSafe: (act: () => void) => act() },
  };
  const door = createFrontDoor(
    { tls: null, instanceHosts: new Set(["keys.example.com"]), trustedProxies: options.trustedProxies ?? [] },
    {
      published,
      next: { answer: options.next ?? ((request, response) => describeAsNext(request, response, contexts)), upgrade: () => false },
      contexts,
      hotPaths: options.hotPaths ?? "front",
      isReady: options.isReady ?? (async () => true),
      metrics: options.metrics ?? { isFor: () => false, render: async () => "" },
      log,
    },
    options.gateUpgrade ?? null,
  );
  const { port } = await door.listen(0, "127.0.0.1");
  onTestFinished(() => door.stop(100));
  const logged = () => {
    log.flush();
    return lines.join("");
  };
  return { port, door, contexts, refusals, logged };
}

function api(slug: string, dialect: Dialect, overrides: Partial<Api> = {}): Api {
  const empty = { hosts: [], endpoints: [], plans: {}, settings: DEFAULT_SETTINGS, holdsForeignSecrets: false };
  return { id: slug, slug, name: slug, dialect, upstream: "sample", ...empty, ...overrides };
}

const CATALOGUE: Catalogue = {
  version: 1,
  apis: [
    api(MANAGEMENT_SLUG, fusionauth, { upstream: null, endpoints: [{ path: "/api/user", methods: ["GET"], permission: null, cost: 1 }] }),
    api(SERVICE_SLUG, keyfuseService, { upstream: null }),
    api("payments", cryptofuse, { hosts: ["api.cryptofuse.test"] }),
    api("models", infuzu),
  ],
};

async function describeRequest(request: RawRequest, context: RequestContext): Promise<Answer> {
  let bodyBytes = 0;
  for await (const chunk of request.body()) bodyBytes += chunk.length;
  const { method, target, peer, scheme } = request;
  const names = request.headers.map(([name]) => name.toLowerCase());
  return jsonAnswer(200, { by: "gate", method, target, peer, scheme, names, bodyBytes, api: context.api, path: context.path });
}

async function describeAsNext(request: IncomingMessage, response: ServerResponse, contexts: Contexts): Promise<void> {
  const { url, headers, rawHeaders } = request;
  const context = contexts.find(String(headers[CONTEXT_HEADER]));
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify({ by: "next", url, headers, rawHeaders, context }));
}

/** Writes the pieces to one connection, and returns everything that came back until it closed or fell silent. */
export async function exchange(port: number, pieces: readonly string[], silentMs = 400): Promise<string> {
  const socket = net.connect(port, "127.0.0.1");
  socket.setEncoding("latin1");
  let text = "";
  const over = new Promise<void>((resolve) => {
    let timer = setTimeout(resolve, silentMs * 5);
    socket.on("data", (chunk: string) => {
      text += chunk;
      clearTimeout(timer);
      timer = setTimeout(resolve, silentMs);
    });
    socket.on("close", resolve);
    socket.on("error", resolve);
  });
  for (const piece of pieces) {
    socket.write(piece, "latin1");
    if (pieces.length > 1) await wait(20);
  }
  await over;
  socket.destroy();
  return text;
}

/** An answer as it stood on the wire, its chunks joined. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly json: Record<string, unknown> | null;
}

/** The first answer in a text. */
export function parseReply(text: string): Reply {
  const [head = "", rest = ""] = text.split(/\r\n\r\n([\s\S]*)/);
  const [statusLine = "", ...lines] = head.split("\r\n");
  const pairs = lines.map((line): [string, string] => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 2)]);
  const headers = Object.fromEntries(pairs);
  const body = headers["transfer-encoding"] === "chunked" ? joinChunks(rest) : rest;
  const isJson = headers["content-type"] === "application/json" && body !== "";
  return { status: Number(statusLine.split(" ")[1]), headers, body, json: isJson ? (JSON.parse(body) as Record<string, unknown>) : null };
}

function joinChunks(text: string): string {
  const size = Number.parseInt(text, 16);
  if (!size) return "";
  const start = text.indexOf("\r\n") + 2;
  return text.slice(start, start + size) + joinChunks(text.slice(start + size + 2));
}

/** Sends one request on a connection of its own. */
export async function ask(port: number, lines: readonly string[], body = ""): Promise<Reply> {
  return parseReply(await exchange(port, [`${lines.join("\r\n")}\r\nConnection: close\r\n\r\n${body}`]));
}

export const LOCAL = "Host: localhost";
