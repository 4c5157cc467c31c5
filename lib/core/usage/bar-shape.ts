// The geometry of a bar chart and of the marker that moves over it: plain numbers and SVG paths.

/** The least a bar is high where there was anything at all, as a share of the height: one refusal among thousands must show. */
const LEAST_SHARE = 0.03;

/** The round number that a scale ends with: 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6 or 8 times a power of ten, at least 4. */
export function scaleTop(highest: number): number {
  if (highest <= 4) return 4;
  const power = 10 ** Math.floor(Math.log10(highest));
  const factor = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8].find((candidate) => candidate * power >= highest);
  return Math.ceil((factor ?? 10) * power);
}

/**
 * The bars as one path. Each value has one unit of the width; the height is `height`, with 0 at the bottom. Bars of a dense chart
 * stand closer.
 */
export function barPath(values: readonly number[], top: number, height: number): string {
  const gap = values.length > 60 ? 0.1 : 0.25;
  return values
    .map((value, index) => {
      if (value <= 0) return "";
      const share = Math.min(1, Math.max(LEAST_SHARE, value / top));
      return `M${round(index + gap / 2)} ${height}V${round(height - share * height)}h${round(1 - gap)}V${height}z`;
    })
    .join("");
}

/** The unit under a point of the chart; null where there is none. */
export function indexAt(x: number, width: number, count: number): number | null {
  if (count === 0 || width <= 0) return null;
  return Math.min(count - 1, Math.max(0, Math.floor((x / width) * count)));
}

/** Units that Page Up and Page Down leap over, by how many there are. */
function leap(count: number): number {
  return count > 60 ? 24 : 7;
}

const MOVES: Readonly<Record<string, (index: number, count: number) => number>> = {
  ArrowLeft: (index) => index - 1,
  ArrowDown: (index) => index - 1,
  ArrowRight: (index) => index + 1,
  ArrowUp: (index) => index + 1,
  PageDown: (index, count) => index - leap(count),
  PageUp: (index, count) => index + leap(count),
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** Where a key moves the marker (as in a slider: WAI-ARIA Authoring Practices); null = the key moves nothing. */
export function indexAfterKey(key: string, index: number, count: number): number | null {
  const move = Object.hasOwn(MOVES, key) ? MOVES[key] : undefined;
  return move === undefined || count === 0 ? null : Math.min(count - 1, Math.max(0, move(index, count)));
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
