// The core and the gate's decisions on Web standards alone: what the edge VM evaluates. Every port lives in memory.
import { MANAGEMENT_SLUG } from "@/lib/core/catalogue";
import type { Denial } from "@/lib/core/denials/denial";
import { denial } from "@/lib/core/denials/denial";
import { renderDenial } from "@/lib/core/denials/render-denial";
import { keyfuseService } from "@/lib/core/dialects/keyfuse-service";
import { readClient } from "@/lib/core/forwarded";
import { indexEndpoints } from "@/lib/core/grants/endpoint-index";
import { type Answer, type HeaderLine, jsonAnswer } from "@/lib/core/http";
import { addressedPath, judgeHead, withoutReservedHeaders } from "@/lib/core/request-guard";
import { createRouter, type Route } from "@/lib/core/routing";
import { rateHeaders } from "@/lib/core/windows/rate-headers";
import { authenticate } from "@/lib/gate/authenticate";
import { type GateWorld, refuse, withHeaders } from "@/lib/gate/gate-world";
import { answerManagement, type ManagementEntrance } from "@/lib/gate/management/answer-management";
import type { World } from "../world";
import { apisOf, operationsOf } from "./memory-catalogue";
import { portsOf } from "./memory-ports";

/** A request head as it stood on the wire. */
export interface EdgeCall {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly HeaderLine[];
}

/** An answer as plain data. `isAdmitted`: an upstream or an operation would have been called. */
export interface EdgeAnswer {
  readonly status: number;
  readonly headers: readonly HeaderLine[];
  readonly body: string;
  readonly isAdmitted: boolean;
}

const LOOPBACK = "127.0.0.1";
let lastRequest = 123_456_789;

/** The way of one request through the core, from its raw head to its answer. */
function createEdgeCore(file: World): (call: EdgeCall) => Promise<EdgeAnswer> {
  const apis = apisOf(file);
  const indexes = new Map(apis.map((api) => [api.id, indexEndpoints(api.endpoints)]));
  let isAdmitted = false;
  const operations = operationsOf((answer) => {
    isAdmitted = true;
    return answer;
  });
  const ports = portsOf(file);
  const world: GateWorld & ManagementEntrance = {
    decider: {
      ports,
      endpointsOf: (api) => indexes.get(api.id) ?? indexEndpoints([]),
      requireHttps: "auto",
      failures: ports.limiter,
      failuresPerMinute: 0,
    },
    apis: () => apis,
    findApi: (slug) => apis.find((api) => api.slug === slug) ?? null,
    supportUrl: null,
    reportFault: (_, fault) => {
      throw fault;
    },
    operations,
    // The operations here are stubs: nothing is managed.
    manage: null as unknown as ManagementEntrance["manage"],
    publicUrl: null,
  };
  const route = createRouter({ version: 1, apis }, new Set());

  async function answer(call: EdgeCall, requestId: string): Promise<Answer> {
    const headers = withoutReservedHeaders(call.headers);
    const client = readClient({ address: LOOPBACK, isEncrypted: false }, headers, (address) => address === LOOPBACK);
    const addressed = route(client.host, addressedPath(call.target));
    const flaw = judgeHead({ ...call, headers }, addressed.kind === "api" ? addressed : null);
    if (flaw !== null) return refused(addressed, flaw, requestId);
    if (addressed.kind !== "api") return refused(addressed, denial("not_found"), requestId);
    const { api, path } = addressed;
    const context = { ...client, requestId, hasRawCase: true, api: api.slug, path };
    const request = { ...call, headers, ...client, signal: new AbortController().signal, body: noBody };
    if (api.slug === MANAGEMENT_SLUG) return answerManagement(request, context, world);
    const decision = await authenticate({ ...request, requestId, api, path, tenantId: null, hasRawCase: true }, world.decider);
    if (decision.outcome === "deny") return refuse(world, api, requestId, decision.denial, decision.limit);
    isAdmitted = true;
    return withHeaders(jsonAnswer(200, {}, [["x-request-id", requestId]]), rateHeaders(decision.limit));
  }

  function refused(addressed: Route, flaw: Denial, requestId: string): Answer {
    const api = addressed.kind === "api" ? addressed.api : null;
    return renderDenial(flaw, api?.dialect ?? keyfuseService, { requestId, apiSlug: api?.slug ?? "keyfuse", supportUrl: null });
  }

  return async (call) => {
    isAdmitted = false;
    lastRequest += 1;
    const { status, headers, body } = await answer(call, `req_${lastRequest}`);
    const text = body instanceof Uint8Array && call.method !== "HEAD" ? new TextDecoder().decode(body) : "";
    return { status, headers, body: text, isAdmitted };
  };
}

async function* noBody(): AsyncIterable<Uint8Array> {}

// The bundle has no exports that a VM could read: its one function hangs on the global object, and speaks JSON across the border.
const core = (json: string) => {
  const decide = createEdgeCore(JSON.parse(json));
  return async (callJson: string) => JSON.stringify(await decide(JSON.parse(callJson)));
};
Object.assign(globalThis, { createEdgeCore: core });
