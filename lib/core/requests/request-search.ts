// Which requests a page of the queue shows: what its URL asks for, and the URL that asks for it.
import { type KeyPlace, readKeyCursor } from "@/lib/core/schemas/key-cursor";
import { type PageQuery, singleOf, storableOf } from "@/lib/core/schemas/page-query";
import { REQUEST_STATES, type RequestState } from "./request-view";

/** States to filter by; what is not confirmed is in no list. */
export const LISTED_STATES = REQUEST_STATES.filter((state) => state !== "unconfirmed");

/** Filters that are not set are null. Newest first. */
export interface RequestSearch {
  /** What name, address or organisation contain; empty = anything. */
  readonly text: string;
  readonly state: RequestState | null;
  /** Slug. */
  readonly api: string | null;
  readonly position: { readonly side: "after" | "before"; readonly place: KeyPlace } | null;
}

/** Reads a query; what it does not understand is as if it were not there. */
export function readRequestSearch(query: PageQuery): RequestSearch {
  return {
    text: storableOf(query, "q"),
    state: LISTED_STATES.find((known) => known === storableOf(query, "state")) ?? null,
    api: storableOf(query, "api") || null,
    position: positionOf("after", query) ?? positionOf("before", query),
  };
}

/** The query that asks for the first page of a search, beginning with `?`; empty for every request. */
export function requestSearchQuery({ text, state, api }: RequestSearch, cursor?: readonly ["after" | "before", string]): string {
  const query = new URLSearchParams();
  if (text !== "") query.set("q", text);
  if (state !== null) query.set("state", state);
  if (api !== null) query.set("api", api);
  if (cursor !== undefined) query.set(...cursor);
  return query.size === 0 ? "" : `?${query}`;
}

/** Whether anything narrows the search. */
export function narrowsRequests({ text, state, api }: RequestSearch): boolean {
  return text !== "" || state !== null || api !== null;
}

function positionOf(side: "after" | "before", query: PageQuery): RequestSearch["position"] {
  const place = readKeyCursor("newest", singleOf(query, side));
  return place === null ? null : { side, place };
}
