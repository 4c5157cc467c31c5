// What decisions are made with, and what is asked of a record that was found.
import type { Api } from "@/lib/core/catalogue";
import type { EndpointIndex, IndexedTemplate } from "@/lib/core/grants/endpoint-index";
import type { GatePorts, Limiter } from "@/lib/ports/gate-ports";

/** What a decision needs beside the request: the ports, and the index of the API's endpoints. */
export interface Decider {
  readonly ports: GatePorts;
  readonly endpointsOf: (api: Api) => EndpointIndex;
  /** `auto` refuses plain HTTP unless it never left this machine, `on` refuses that too; HTTPS-only dialects never go below `auto`. */
  readonly requireHttps: "auto" | "on" | "off";
  /** Counts failed authentications by address, apart from every key's counters. */
  readonly failures: Limiter;
  /** Failures an address may have a minute before its failing requests are answered 429; 0 = any number. */
  readonly failuresPerMinute: number;
}

/** What is asked of a record: the part of an attempt that outlives its credential. */
export interface Asked {
  readonly requestId: string;
  readonly api: Api;
  readonly peer: string | null;
  /** The client's `User-Agent`; null where it is not known. */
  readonly agent: string | null;
  readonly tenantId: string | null;
  /** null = the endpoint is not asked about. */
  readonly target: { readonly template: IndexedTemplate | null; readonly method: string } | null;
  /** As what it is counted: the registered template, `(unmatched)`, or empty where the endpoint was not asked about. */
  readonly endpoint: string;
  /** The method beside it; empty where it was not asked about. */
  readonly method: string;
  /** Units to take; null = the endpoint's own cost. */
  readonly cost: number | null;
}
