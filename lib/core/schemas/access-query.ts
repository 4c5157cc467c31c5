// Which keys the access report tells of: what its URL asks for, and the URL that asks for it.
import { z } from "zod";
import { ORGANISATION } from "@/lib/core/key-record";
import { ROLES } from "@/lib/core/roles";
import { readCursorText, writeCursorText } from "./cursor-text";
import { NO_TENANT } from "./key-search";
import { type PageQuery, singleOf, storableOf } from "./page-query";
import type { QueryPair } from "./place-query";
import { isStorable, readUuid, uuidText } from "./texts";

/** What narrows the report; null = nothing does. */
export interface AccessFilter {
  /** Slug. */
  readonly api: string | null;
  /** UUID, or NO_TENANT. */
  readonly tenant: string | null;
  /** The account that holds the key: a member's UUID, or ORGANISATION. */
  readonly owner: string | null;
}

/** A key, by what the report is sorted by. */
export interface AccessPlace {
  /** Folded. */
  readonly name: string;
  /** UUID. */
  readonly id: string;
}

/** A member, by what the report is sorted by. */
export interface MemberPlace extends AccessPlace {
  /** 1 = owners. */
  readonly rank: number;
}

/** What a page asks for. Keys and members have places of their own. */
export interface AccessQuery extends AccessFilter {
  readonly after: AccessPlace | null;
  readonly membersAfter: MemberPlace | null;
  /** As many as are printed at once, instead of a page. */
  readonly isWhole: boolean;
}

const AFTER = "after";
const MEMBERS_AFTER = "members-after";

const name = z.string().max(1000).refine(isStorable);
const place = z.tuple([name, uuidText]);
const memberPlace = z.tuple([z.int().min(1).max(ROLES.length), name, uuidText]);

/** Reads a query; what it does not understand is as if it were not there. */
export function readAccessQuery(query: PageQuery): AccessQuery {
  const tenant = storableOf(query, "tenant");
  const owner = storableOf(query, "owner");
  const after = place.safeParse(readCursorText(singleOf(query, AFTER)));
  const membersAfter = memberPlace.safeParse(readCursorText(singleOf(query, MEMBERS_AFTER)));
  return {
    api: storableOf(query, "api") || null,
    tenant: tenant === NO_TENANT ? NO_TENANT : readUuid(tenant),
    owner: owner === ORGANISATION ? ORGANISATION : readUuid(owner),
    after: after.success ? { name: after.data[0], id: after.data[1] } : null,
    membersAfter: membersAfter.success ? { rank: membersAfter.data[0], name: membersAfter.data[1], id: membersAfter.data[2] } : null,
    isWhole: singleOf(query, "all") === "1",
  };
}

/** The query that asks for it, beginning with `?`; empty for every key. */
export function accessQueryText({ api, tenant, owner }: AccessFilter, ...more: readonly QueryPair[]): string {
  const query = new URLSearchParams();
  if (api !== null) query.set("api", api);
  if (tenant !== null) query.set("tenant", tenant);
  if (owner !== null) query.set("owner", owner);
  for (const [name, value] of more) query.set(name, value);
  return query.size === 0 ? "" : `?${query}`;
}

/** The same for as many as are printed at once. */
export function wholeAccessQueryText(filter: AccessFilter, ...more: readonly QueryPair[]): string {
  return accessQueryText(filter, ["all", "1"], ...more);
}

/** The query that asks for the page of keys at a cursor (null = the first), where the members stay as they are; or the other way round. */
export function accessPageText(query: AccessQuery, of: "keys" | "members", cursor: string | null): string {
  const { after, membersAfter, isWhole } = query;
  const keysAt = of === "keys" ? cursor : after && writeAccessCursor(after);
  const membersAt = of === "members" ? cursor : membersAfter && writeMemberCursor(membersAfter);
  const pairs: QueryPair[] = [];
  if (keysAt !== null) pairs.push([AFTER, keysAt]);
  if (membersAt !== null) pairs.push([MEMBERS_AFTER, membersAt]);
  return isWhole ? wholeAccessQueryText(query, ...pairs) : accessQueryText(query, ...pairs);
}

/** The place as a text for URLs. */
export function writeAccessCursor({ name, id }: AccessPlace): string {
  return writeCursorText([name, id]);
}

/** The same of a member. */
export function writeMemberCursor({ rank, name, id }: MemberPlace): string {
  return writeCursorText([rank, name, id]);
}
