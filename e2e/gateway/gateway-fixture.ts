// Stands a gateway without authentication between a client and an upstream, all three real servers on loopback.
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { type Api, type ApiSettings, DEFAULT_SETTINGS } from "@/lib/core/catalogue";
import type { Caller } from "@/lib/core/decision";
import { renderDenial } from "@/lib/core/denials/render-denial";
import { standard } from "@/lib/core/dialects/standard";
import { type AnswerEnd, type HeaderLine, targetPath, targetQuery } from "@/lib/core/http";
import { answerOnSocket } from "@/lib/gate/gateway/answer-on-socket";
import { forward } from "@/lib/gate/gateway/forward";
import { ignoreUpgrade } from "@/lib/gate/gateway/ignore-upgrade";
import type { Passage } from "@/lib/gate/gateway/passage";
import { forwardUpgrade, isWebSocketHandshake, type UpgradeEnd } from "@/lib/gate/gateway/upgrade";
import { createUpstreams, type UpstreamFailure, type UpstreamOptions } from "@/lib/gate/gateway/upstreams";
import { UNCOUNTED } from "@/lib/ports/uncounted";
import { headerLines, NodeRequest, sendAnswer } from "@/lib/runtime/mounts/node-mount";

export const REQUEST_ID = "req_123456789";

const CALLER: Caller = {
  kind: "key",
  id: "0b3f0b8e-5b0e-4a53-8a43-1c1f2f8b9a01",
  publicId: "key_0000000001",
  name: "ci",
  subject: "key_0000000001",
  tenantId: null,
  permissions: ["read"],
  metadata: null,
  keyManager: false,
  expiresAtMs: null,
};

/** A listening server of a test. */
export interface Listening {
  readonly server: Server;
  /** Its connections, those too that an upgrade took from the server. */
  readonly sockets: ReadonlySet<Socket>;
  readonly port: number;
  readonly url: string;
}

/** What a test sets of its gateway. */
export interface GatewaySetting {
  readonly upstream: string;
  readonly api?: Partial<Api>;
  readonly settings?: Partial<ApiSettings>;
  readonly caller?: Caller;
  readonly extraHeaders?: readonly HeaderLine[];
  readonly upstreams?: Partial<UpstreamOptions>;
}

/** A gateway of a test, and what it noticed. */
export interface GatewayUnderTest extends Listening {
  readonly failures: UpstreamFailure[];
  readonly ends: AnswerEnd[];
  readonly tunnels: UpgradeEnd[];
}

const closers: (() => Promise<void>)[] = [];

/** Ends everything that was started since the last call. */
export async function closeAll(): Promise<void> {
  await Promise.all(closers.splice(0).map((close) => close()));
}

/** Something that a listener tells the test once. */
export function signal<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

/** An upstream with that behaviour. */
export async function startUpstream(listener: RequestListener): Promise<Listening> {
  return listen(createServer(listener));
}

/** Lets a server listen on a free loopback port until `closeAll`. */
async function listen(server: Server): Promise<Listening> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  closers.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return { server, sockets, port, url: `http://127.0.0.1:${port}` };
}

/** A gateway that lets everybody pass as CALLER. */
export async function startGateway(setting: GatewaySetting): Promise<GatewayUnderTest> {
  const api = apiOf(setting);
  const failures: UpstreamFailure[] = [];
  const ends: AnswerEnd[] = [];
  const tunnels: UpgradeEnd[] = [];
  const upstreams = createUpstreams({
    allowPrivate: [],
    allowLoopback: true,
    clock: { nowMs: () => Date.now() },
    signingSecret: () => null,
    upstreamHeaders: () => [],
    onFailure: (failure) => failures.push(failure),
    ...setting.upstreams,
  });
  closers.push(() => upstreams.close());
  const passageOf = (target: string): Passage => ({
    api,
    path: targetPath(target),
    query: targetQuery(target),
    caller: setting.caller ?? CALLER,
    requestId: REQUEST_ID,
    extraHeaders: setting.extraHeaders ?? [],
    usage: UNCOUNTED.usage,
    refuse: (denial) => renderDenial(denial, api.dialect, { requestId: REQUEST_ID, apiSlug: api.slug, supportUrl: null }),
  });
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const raw = new NodeRequest(request, response, headerLines(request.rawHeaders), contextOf(request));
    const given = await forward(raw, passageOf(raw.target), upstreams);
    sendAnswer(request, response, { ...given, onEnd: (end) => ends.push(end) }, REQUEST_ID);
  };
  const server = createServer(answer);
  server.on("checkContinue", answer);
  server.on("upgrade", async (request, socket, head) => {
    const lines = headerLines(request.rawHeaders);
    if (!isWebSocketHandshake(request.method ?? "", lines)) return ignoreUpgrade(server, request, socket, head);
    const raw = {
      ...contextOf(request),
      method: "GET",
      target: request.url ?? "/",
      headers: lines,
      signal: goneSignal(socket),
      body: noBody,
    };
    // A path of the fixture's own: what a refused handshake is answered.
    if (raw.target === "/refused") {
      await answerOnSocket(socket, passageOf(raw.target).refuse({ code: "missing", facts: {} }));
      return;
    }
    tunnels.push(await forwardUpgrade(raw, passageOf(raw.target), socket, head, upstreams));
  });
  return { ...(await listen(server)), failures, ends, tunnels };
}

function apiOf(setting: GatewaySetting): Api {
  return {
    id: "6c9e9669-9670-4f85-9f16-8396c2206f7f",
    slug: "echo",
    name: "Echo",
    dialect: standard,
    upstream: setting.upstream,
    hosts: [],
    endpoints: [],
    plans: {},
    holdsForeignSecrets: false,
    ...setting.api,
    settings: { ...DEFAULT_SETTINGS, ...setting.settings },
  };
}

function contextOf(request: IncomingMessage) {
  return {
    requestId: REQUEST_ID,
    peer: request.socket.remoteAddress ?? "",
    scheme: "http" as const,
    isLocal: true,
    hasRawCase: true,
    api: "echo",
    path: targetPath(request.url ?? "/"),
  };
}

function goneSignal(socket: NodeJS.EventEmitter): AbortSignal {
  const abort = new AbortController();
  socket.once("close", () => abort.abort());
  return abort.signal;
}

async function* noBody(): AsyncGenerator<Uint8Array> {}
