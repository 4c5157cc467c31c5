// Which keys a page of the list shows: what its URL asks for, and the URL that asks for it.

import { KEY_SORTS, type KeyPlace, type KeySort, readKeyCursor } from "./key-cursor";
import { KEY_STATES, type KeyView } from "./key-view";
import { type PageQuery, singleOf, storableOf } from "./page-query";
import { readUuid } from "./texts";

/** Stands in place of a tenant's id for keys that belong to none. */
export const NO_TENANT = "none";

/** Filters that are not set are null. */
export interface KeySearch {
  /** What name, public id or description contain; empty = anything. */
  readonly text: string;
  readonly state: KeyView["state"] | null;
  /** Slug. */
  readonly api: string | null;
  /** UUID, or NO_TENANT. */
  readonly tenant: string | null;
  readonly sort: KeySort;
  /** Where the page lies; null = it is the first. */
  readonly position: { readonly side: "after" | "before"; readonly place: KeyPlace } | null;
}

/** All keys, newest first. */
export const EVERY_KEY_SEARCH: KeySearch = { text: "", state: null, api: null, tenant: null, sort: "newest", position: null };

/** Reads a query; what it does not understand is as if it were not there. */
export function readKeySearch(query: PageQuery): KeySearch {
  const sort = KEY_SORTS.find((known) => known === storableOf(query, "sort")) ?? "newest";
  const tenant = storableOf(query, "tenant");
  return {
    text: storableOf(query, "q"),
    state: KEY_STATES.find((known) => known === storableOf(query, "state")) ?? null,
    api: storableOf(query, "api") || null,
    tenant: tenant === NO_TENANT ? NO_TENANT : readUuid(tenant),
    sort,
    position: positionOf("after", sort, query) ?? positionOf("before", sort, query),
  };
}

/** The query that asks for the first page of a search, beginning with `?`; empty for every key, newest first. */
export function keySearchQuery({ text, state, api, tenant, sort }: KeySearch, cursor?: readonly ["after" | "before", string]): string {
  const query = new URLSearchParams();
  if (text !== "") query.set("q", text);
  if (state !== null) query.set("state", state);
  if (api !== null) query.set("api", api);
  if (tenant !== null) query.set("tenant", tenant);
  if (sort !== EVERY_KEY_SEARCH.sort) query.set("sort", sort);
  if (cursor !== undefined) query.set(...cursor);
  return query.size === 0 ? "" : `?${query}`;
}

/** Whether anything narrows the search. */
export function isNarrowed({ text, state, api, tenant }: KeySearch): boolean {
  return text !== "" || state !== null || api !== null || tenant !== null;
}

function positionOf(side: "after" | "before", sort: KeySort, query: PageQuery): KeySearch["position"] {
  const place = readKeyCursor(sort, singleOf(query, side));
  return place === null ? null : { side, place };
}
