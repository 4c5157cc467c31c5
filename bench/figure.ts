// What a benchmark reports: figures with units, and ratios beside what they are meant to reach. Only a person judges them.

/** One line of the table. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the design aims at, in words (`≥ 0.6`); null = stated for itself. */
  readonly aim: string | null;
}

/** A figure with its digits cut to what was measured. */
export function figure(name: string, value: number, unit: string, aim: string | null = null): Figure {
  return { name, value: Number(value.toPrecision(4)), unit, aim };
}

/** The figures as an aligned table. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, value, unit, aim }) => [name, `${value} ${unit}`.trim(), aim ?? ""] as const);
  const width = (column: 0 | 1) => Math.max(...rows.map((row) => row[column].length));
  return rows.map(([name, value, aim]) => `${name.padEnd(width(0))}  ${value.padStart(width(1))}  ${aim}`.trimEnd()).join("\n");
}
