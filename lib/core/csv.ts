// Lines of CSV (RFC 4180) that no spreadsheet takes for formulas.

/** Spreadsheets calculate what begins so; full-width signs count, too. */
const FORMULA = /^[=+\-@＝＋－＠\t\r\n]/;
/** A spreadsheet that takes semicolons or tabs for separators begins a cell here, or after a line break in what it then does not see as quoted. */
const LATER_FORMULA = /([;\t\r\n][\s"]*)(?=[=+\-@＝＋－＠])/g;
const SPECIAL = /[",\r\n]/;

/** One line with its line break. What looks like a formula gets an apostrophe in front; numbers are written as they are. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(cell: string | number | null): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const harmless = cell.replace(LATER_FORMULA, "$1'");
  const safe = FORMULA.test(cell) ? `'${harmless}` : harmless;
  return SPECIAL.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
