// One call of the vendor's client, and what rows hand on to each other.
import { randomUUID } from "node:crypto";
import type { FusionAuthClient } from "@fusionauth/typescript-client";
import type { ClientCall } from "./client-calls";

/** What rows hand on to later ones. */
export type Memory = Map<string, string>;

/** One call and what must come back: by default 200. */
export interface Row {
  readonly call: ClientCall;
  readonly says: string;
  readonly run: (client: FusionAuthClient, memory: Memory) => Promise<{ statusCode?: number; response?: unknown }>;
  readonly status?: number;
  readonly answer?: (response: never, memory: Memory) => void;
}

/** The id of that name, a new one where no row had one. */
export function id(memory: Memory, name: string): string {
  const known = memory.get(name) ?? randomUUID();
  memory.set(name, known);
  return known;
}
