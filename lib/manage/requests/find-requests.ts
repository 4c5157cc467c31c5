// Finds requests: one page of the queue, one of them, and what else was asked from the same address.
import type { RequestSearch } from "@/lib/core/requests/request-search";
import type { RequestView } from "@/lib/core/requests/request-view";
import { mayTake, type Rights } from "@/lib/core/roles";
import { writeKeyCursor } from "@/lib/core/schemas/key-cursor";
import type { PlacedList, Placement } from "@/lib/core/schemas/place-query";
import { readUuid } from "@/lib/core/schemas/texts";
import { REQUEST_RELATIONS, type RequestRow, viewRequests } from "@/lib/manage/requests/view-request";
import { beyondPlace, CREATED_ORDERS, type ListPage, type Seek, seekPage } from "@/lib/manage/seek-page";
import type { World } from "@/lib/manage/world";
import type { Prisma } from "@/prisma/generated/client";

/** Who looks. */
export interface RequestReader extends Rights {
  readonly id: string;
}

/** One page, and the cursors of the pages beside it (null = there is none). */
export interface FoundRequests {
  readonly requests: readonly RequestView[];
  readonly previous: string | null;
  readonly next: string | null;
}

export const REQUESTS_ON_PAGE = 50;
const NEWEST_FIRST = [{ createdAt: "desc" }, { id: "desc" }] satisfies Prisma.KeyRequestOrderByWithRelationInput[];
const OLDEST_FIRST = [{ createdAt: "asc" }, { id: "asc" }] satisfies Prisma.KeyRequestOrderByWithRelationInput[];

type ReadWorld = Pick<World, "prisma" | "nowMs">;

/** The page of the search: every request for those who decide, their own for others. Where its place is gone, the first page. */
export async function searchRequests(world: ReadWorld, reader: RequestReader, search: RequestSearch): Promise<FoundRequests> {
  const { position } = search;
  const isBefore = position?.side === "before";
  const rows = await world.prisma.keyRequest.findMany({
    where: { AND: [visibleTo(reader), filterOf(search, world.nowMs()), position === null ? {} : beyond(position)] },
    include: REQUEST_RELATIONS,
    orderBy: isBefore ? OLDEST_FIRST : NEWEST_FIRST,
    take: REQUESTS_ON_PAGE + 1,
  });
  const isWhole = rows.length > REQUESTS_ON_PAGE;
  if (position !== null && (isBefore ? rows.length < REQUESTS_ON_PAGE : rows.length === 0)) {
    return searchRequests(world, reader, { ...search, position: null });
  }
  const page = rows.slice(0, REQUESTS_ON_PAGE);
  const shown = isBefore ? page.reverse() : page;
  const hasPrevious = isBefore ? isWhole : position !== null;
  const hasNext = isBefore || isWhole;
  return {
    requests: await viewRequests(world, shown),
    previous: hasPrevious ? cursorOf(shown[0]) : null,
    next: hasNext ? cursorOf(shown.at(-1)) : null,
  };
}

/** The request of that id where the reader may see it, else null. */
export async function findRequest(world: ReadWorld, reader: RequestReader, reference: string): Promise<RequestView | null> {
  const id = readUuid(reference);
  if (id === null) return null;
  const row = await world.prisma.keyRequest.findFirst({ where: { AND: [{ id }, visibleTo(reader)] }, include: REQUEST_RELATIONS });
  return row === null ? null : ((await viewRequests(world, [row]))[0] ?? null);
}

/** It stands below a request. */
export const EARLIER_REQUESTS = { name: "", sort: "newest" } as const satisfies PlacedList;

/** A page of what else was asked from that address, newest first; for those who decide. */
export async function listEarlierRequests(
  world: ReadWorld,
  { id, email }: Pick<RequestView, "id" | "email">,
  placement: Placement,
): Promise<ListPage<RequestView>> {
  const where = { email, id: { not: id }, state: { not: "unconfirmed" } };
  const read = (seek: Seek) =>
    world.prisma.keyRequest.findMany({ ...seek, where: { AND: [where, seek.where] }, include: REQUEST_RELATIONS });
  const { rows, ...beside } = await seekPage(placement, CREATED_ORDERS.newest, read);
  return { ...beside, rows: await viewRequests(world, rows) };
}

/** What is not confirmed is nobody's to see. */
function visibleTo(reader: RequestReader): Prisma.KeyRequestWhereInput {
  const confirmed = { state: { not: "unconfirmed" } };
  return mayTake(reader, "approvals.write") ? confirmed : { ...confirmed, memberId: reader.id };
}

function filterOf({ text, state, api }: RequestSearch, nowMs: number): Prisma.KeyRequestWhereInput {
  const contains = { contains: text.replace(/[\\%_]/g, "\\$&"), mode: "insensitive" as const };
  const now = new Date(nowMs);
  const ofState =
    state === "expired"
      ? { state: "approved", revealUntil: { lte: now } }
      : state === "approved"
        ? { state, revealUntil: { gt: now } }
        : state === null
          ? {}
          : { state };
  return {
    ...ofState,
    ...(api === null ? {} : { api: { slug: api } }),
    ...(text === "" ? {} : { OR: [{ name: contains }, { email: contains }, { organisation: contains }] }),
  };
}

function beyond({ side, place }: NonNullable<RequestSearch["position"]>): Prisma.KeyRequestWhereInput {
  return beyondPlace("createdAt", { at: new Date(Number(place.value)), id: place.id }, side === "after");
}

function cursorOf(row: RequestRow | undefined): string | null {
  return row === undefined ? null : writeKeyCursor("newest", { value: row.createdAt.getTime(), id: row.id });
}
