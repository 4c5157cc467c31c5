// Counts the rows that ran on a mount and prints them per dialect.

/** One mount's count. */
export interface RowCount {
  /** A row that ran and held, or was not expressible and gained no access. */
  add(dialect: string, kind: "held" | "notExpressible" | "failed"): void;
  print(): void;
}

export function countRows(mount: string): RowCount {
  const counts = new Map<string, { held: number; notExpressible: number; failed: number }>();
  return {
    add(dialect, kind) {
      const count = counts.get(dialect) ?? { held: 0, notExpressible: 0, failed: 0 };
      count[kind]++;
      counts.set(dialect, count);
    },
    print() {
      for (const [dialect, { held, notExpressible, failed }] of counts) {
        const rest = notExpressible === 0 ? "" : `, ${notExpressible} not expressible (no access gained)`;
        console.log(`conformance ${mount}: ${dialect}: ${held + notExpressible + failed} rows, ${held} hold${rest}, ${failed} fail`);
      }
    },
  };
}
