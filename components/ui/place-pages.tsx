// The ways from one page of a list that has one order and no search to the pages beside it.
import { type PlacedList, placeQueryText, type QueryPair } from "@/lib/core/schemas/place-query";
import { Pagination } from "./pagination";

interface PlacePagesProps {
  /** What is paged through, as in "Next page of invitations". */
  readonly noun: string;
  readonly path: string;
  readonly list: PlacedList;
  readonly page: { readonly previous: string | null; readonly next: string | null };
  /** What else the page's URL says: where its other lists lie, what narrows them. */
  readonly kept?: readonly QueryPair[];
  /** The section to land on, where the list is not alone on its page. */
  readonly anchor?: string;
}

/** Nothing where everything is on one page. */
export function PlacePages({ noun, path, list, page: { previous, next }, kept, anchor }: PlacePagesProps) {
  const at = anchor === undefined ? "" : `#${anchor}`;
  return (
    <Pagination
      label={`Pages of ${noun}`}
      noun={noun}
      previous={previous === null ? null : path + placeQueryText(list, ["before", previous], kept) + at}
      next={next === null ? null : path + placeQueryText(list, ["after", next], kept) + at}
    />
  );
}
