// Cuts long lists of rows into statements of bounded size.

/** Rows of one statement: a few megabytes at most. */
const PIECE_ROWS = 5000;

/** Writes the rows piece by piece, in order; nothing for none. */
export async function inPieces<Row>(rows: readonly Row[], write: (piece: readonly Row[]) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < rows.length; start += PIECE_ROWS) await write(rows.slice(start, start + PIECE_ROWS));
}
