// Calls operations of the management API for tests, as its entrance does once a caller is known.
import type { Caller } from "@/lib/core/decision";
import { indexEndpoints } from "@/lib/core/grants/endpoint-index";
import { type Answer, type HeaderLine, type Json, targetPath } from "@/lib/core/http";
import type { GateWorld } from "@/lib/gate/gate-world";
import { paramsOf } from "@/lib/gate/management/operation";
import { MANAGEMENT_ENDPOINTS, MANAGEMENT_OPERATIONS } from "@/lib/gate/management/operations";
import type { World } from "@/lib/manage/world";

export const JSON_TYPE: HeaderLine = ["Content-Type", "application/json"];

/** A key of all tenants. */
const GLOBAL_KEY: Caller = {
  kind: "key",
  id: "00000000-0000-4000-8000-000000000001",
  publicId: "key_0000000001",
  name: "global",
  subject: "key_0000000001",
  tenantId: null,
  permissions: ["*"],
  metadata: {},
  keyManager: false,
  expiresAtMs: null,
};
/** A key of one tenant. */
export const keyOf = (tenantId: string): Caller => ({ ...GLOBAL_KEY, tenantId, name: "tenant key" });
/** A token that names a user. */
export const tokenOf = (userId: string): Caller => ({
  ...GLOBAL_KEY,
  kind: "token",
  id: `acme.com ${userId}`,
  publicId: null,
  subject: userId,
});

/** What a call sends besides its method and target. */
export interface Sent {
  /** null = none; default = a key of all tenants. */
  caller?: Caller | null;
  tenant?: string;
  /** An object is sent as JSON, a text as it is. */
  body?: Json;
  headers?: readonly HeaderLine[];
  /** For operations that judge credentials themselves. */
  gate?: GateWorld;
}

/** An answer, its body parsed; null = none. */
export interface Received {
  status: number;
  body: unknown;
  headers: Record<string, string>;
  /** The values of `Set-Cookie`. */
  cookies: string[];
}

/** Any look at it fails. */
const NO_GATE = new Proxy({} as GateWorld, {
  get(_, name) {
    throw new Error(`this call was given no gate, and asks for its ${String(name)}`);
  },
});

const index = indexEndpoints(MANAGEMENT_ENDPOINTS);

/** Calls an operation as the entrance would after authentication. */
export function send(world: World, method: string, target: string, sent: Sent = {}): Promise<Received> {
  const path = targetPath(target);
  const template = index.find(path)?.template;
  const operation = MANAGEMENT_OPERATIONS.find((one) => one.method === method && one.template === template);
  if (operation === undefined) throw new Error(`there is no ${method} ${path}`);
  const text = typeof sent.body === "string" ? sent.body : JSON.stringify(sent.body);
  async function* body() {
    if (text !== undefined) yield new TextEncoder().encode(text);
  }
  const answer = operation.handler({
    request: {
      method,
      target,
      headers: sent.headers ?? [JSON_TYPE],
      peer: "127.0.0.1",
      scheme: "http",
      isLocal: true,
      signal: new AbortController().signal,
      body,
    },
    params: paramsOf(operation.template, path),
    query: new URL(target, "http://localhost").searchParams,
    caller: operation.facts.access === "open" || sent.caller === null ? null : (sent.caller ?? GLOBAL_KEY),
    tenantHeader: sent.tenant ?? null,
    requestId: "req_0000000000001",
    origin: "http://localhost:3000",
    world,
    gate: sent.gate ?? NO_GATE,
  });
  return answer.then(received);
}

function received(answer: Answer): Received {
  const text = answer.body === null ? "" : new TextDecoder().decode(answer.body as Uint8Array);
  const cookies = answer.headers.filter(([name]) => name === "set-cookie").map(([, value]) => value);
  return { status: answer.status, body: text === "" ? null : JSON.parse(text), headers: Object.fromEntries(answer.headers), cookies };
}
