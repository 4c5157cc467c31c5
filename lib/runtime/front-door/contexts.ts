// What the front door knows of requests that are on their way through Next, each under an unguessable id.
import { randomBytes } from "node:crypto";
import type { RequestContext } from "@/lib/core/published";

export interface Contexts {
  /** Keeps the context under a new id of 128 random bits. */
  open(context: RequestContext): string;
  /** The context kept under that id, or null. */
  find(id: string): RequestContext | null;
  /** Forgets it: the id proves nothing any more. */
  close(id: string): void;
}

/** An empty register. */
export function createContexts(): Contexts {
  const entries = new Map<string, RequestContext>();
  return {
    open: (context) => {
      const id = randomBytes(16).toString("hex");
      entries.set(id, context);
      return id;
    },
    find: (id) => entries.get(id) ?? null,
    close: (id) => {
      entries.delete(id);
    },
  };
}
