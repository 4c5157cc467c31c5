// What the FusionAuth authentication page requires of the management API, all rows together.
import { grantRows, keyRows, limitRows, severalRows } from "./fusionauth-keys";
import { bodyRows, openAndUnknownRows } from "./fusionauth-management";
import { oneTenantRows, tenantRows } from "./fusionauth-tenants";
import { tokenRows } from "./fusionauth-tokens";
import { byOperation } from "./fusionauth-words";
import type { Row, Table } from "./row";

/** Decided before any operation is called; the other refusals are an operation's. */
const BY_DECISION = new Set([200, 401, 429]);

const byWhomeverAnswers = (row: Row): Row => (BY_DECISION.has(row.expect.status) ? row : byOperation(row));

export const fusionauthTable: Table = {
  dialect: "fusionauth",
  rows: [
    ...keyRows,
    ...severalRows,
    ...tokenRows.map(byWhomeverAnswers),
    ...tenantRows.map(byWhomeverAnswers),
    ...oneTenantRows.map(byWhomeverAnswers),
    ...grantRows,
    ...openAndUnknownRows,
    ...bodyRows.map(byWhomeverAnswers),
    ...limitRows,
  ],
};
