// What the front door knows of requests that are on their way through Next, each under an unguessable id.
import { randomBytes } from "node:crypto";
import type { RequestContext } from "@/lib/core/published";

export interface Contexts {
  /** Keeps the context under a new id of 128 random bits. `setStatus` decides how the request is answered, until its head leaves. */
  open(context: RequestContext, setStatus?: (status: number) => void): string;
  /** Lets the request of that id be answered with this status where its page would be answered 200. */
  answerAs(id: string, status: number): void;
  /** The context kept under that id, or null. */
  find(id: string): RequestContext | null;
  /** Forgets it: the id proves nothing any more. */
  close(id: string): void;
}

/** An empty register. */
export function createContexts(): Contexts {
  const entries = new Map<string, { readonly context: RequestContext; readonly setStatus: (status: number) => void }>();
  return {
    open: (context, setStatus = () => {}) => {
      const id = randomBytes(16).toString("hex");
      entries.set(id, { context, setStatus });
      return id;
    },
    answerAs: (id, status) => entries.get(id)?.setStatus(status),
    find: (id) => entries.get(id)?.context ?? null,
    close: (id) => {
      entries.delete(id);
    },
  };
}
