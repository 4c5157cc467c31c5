// All conformance tables, and how many rows each has.
import { cryptofuseTable } from "./cryptofuse";
import { fusionAiTable } from "./fusion-ai";
import { fusionauthTable } from "./fusionauth";
import { infuzuTable } from "./infuzu";
import type { Row, Table } from "./row";
import { standardTable } from "./standard";
import { verifyTable } from "./verify";

export const TABLES: readonly Table[] = [fusionAiTable, standardTable, infuzuTable, cryptofuseTable, fusionauthTable, verifyTable];

/** The rows of a table for an instance with that many tenants, numbered within their table. */
export function rowsFor(table: Table, tenants: 1 | 2): readonly { readonly title: string; readonly row: Row }[] {
  return table.rows
    .map((row, index) => ({ title: `${table.dialect} ${index + 1}: ${row.promise} → ${row.expect.status}`, row }))
    .filter(({ row }) => (row.tenants ?? 2) === tenants);
}
