// What one process publishes on globalThis so that Next's bundles and the front door share a single gate.
import type { Catalogue } from "@/lib/core/catalogue";
import type { Denial } from "@/lib/core/denials/denial";
import type { Answer, HeaderLine, RawRequest } from "@/lib/core/http";

/** What the front door knows of a request that it hands to Next, under a random id. */
export interface RequestContext {
  readonly requestId: string;
  readonly peer: string;
  readonly scheme: "http" | "https";
  readonly isLocal: boolean;
  /** Whether the header lines are known in the case of the wire; Next lower-cases them. */
  readonly hasRawCase: boolean;
  /** Slug of the API that the request addresses; null = none (pages). */
  readonly api: string | null;
  /** Canonical path within that API, or of the page. */
  readonly path: string;
  /** The host under which the client reached this instance, in lower case, with its port; nothing where nobody vouches for it. */
  readonly host?: string | null;
  /** Target and lines as they stood on the wire, kept for mounts that see only Next's reading of them. */
  readonly head?: { readonly target: string; readonly headers: readonly HeaderLine[] };
}

/** What is kept of a request that was refused before its caller was known, beside its method. */
export type RefusedRequest = Pick<RequestContext, "requestId" | "path"> & { readonly peer: string | null };

/** Functions and plain data only: nothing here is tested with `instanceof`. */
export interface Published {
  readonly catalogue: () => Catalogue;
  /** Counts a refusal that never reached the gate. */
  readonly recordRefusal: (method: string, refused: RefusedRequest, apiSlug: string, refusal: Denial) => void;
  /** The entry the front door made for this id, or null. */
  readonly context: (id: string) => RequestContext | null;
  /** Answers that request with the status where its page would be answered 200: pages know 404 alone. Left out where nobody can. */
  readonly answerAs?: (id: string, status: number) => void;
  /** Named in 403 messages when set. */
  readonly supportUrl: string | null;
}

/** The process's gate: one function per mount point. */
export interface PublishedGate {
  readonly answer: (request: RawRequest, context: RequestContext) => Promise<Answer> | Answer;
  /** Runs `act`, which sends, once everything that was counted before would survive the process. */
  readonly whenSafe: (act: () => void) => void;
}

/** Where both hang: `globalThis[PUBLISHED]`. */
export const PUBLISHED: unique symbol = Symbol.for("keyfuse");

/** What this process published, or null (bare Next before its first use). */
export function readPublished(): (Published & { readonly gate: PublishedGate }) | null {
  const holder = globalThis as { [PUBLISHED]?: Published & { readonly gate: PublishedGate } };
  return holder[PUBLISHED] ?? null;
}
