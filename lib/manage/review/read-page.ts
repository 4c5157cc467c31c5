// Reads a page of the access report in pieces, so that no reading occupies the embedded database for long.

/** So many at a time occupy the embedded database for less than 50 ms. */
export const PIECE = 500;

/** A row, and the place of what comes after it. */
export interface FoundRow<Row, Place> {
  readonly row: Row;
  readonly place: Place;
}

/** Reads so many rows after the place (null = from the start). */
export type ReadRows<Row, Place> = (after: Place | null, most: number) => Promise<readonly FoundRow<Row, Place>[]>;

/** The rows of a page, and the place of its last one where more follow. Behind the last row, the first page. */
export async function readPage<Row, Place>(
  read: ReadRows<Row, Place>,
  after: Place | null,
  most: number,
): Promise<{ readonly rows: readonly Row[]; readonly next: Place | null }> {
  const found: FoundRow<Row, Place>[] = [];
  for await (const piece of pieces(read, after, most + 1)) found.push(...piece);
  if (found.length === 0 && after !== null) return readPage(read, null, most);
  const shown = found.slice(0, most);
  return { rows: shown.map(({ row }) => row), next: found.length > most ? (shown.at(-1)?.place ?? null) : null };
}

/** Rows piece by piece, at most so many of them. */
export async function* pieces<Row, Place>(
  read: ReadRows<Row, Place>,
  after: Place | null,
  most: number,
): AsyncGenerator<readonly FoundRow<Row, Place>[]> {
  let place = after;
  for (let left = most; left > 0; ) {
    const wanted = Math.min(PIECE, left);
    const piece = await read(place, wanted);
    yield piece;
    if (piece.length < wanted) return;
    place = piece.at(-1)?.place ?? null;
    left -= wanted;
  }
}
