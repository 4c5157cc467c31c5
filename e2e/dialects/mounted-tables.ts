// Runs every table against a built server: the same tests for each way of mounting the gate.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EchoUpstream, startEchoUpstream } from "@/e2e/echo-upstream";
import { type ServerOptions, type ServerUnderTest, startServer } from "@/e2e/server-under-test";
import type { Need, Row, Table } from "./row";
import { countRows, type RowCount } from "./row-count";
import { call, type Mount, runRow } from "./run-row";
import { rowsFor, TABLES } from "./tables";
import { mintTokens, type TokenSet } from "./tokens";
import { conformanceWorld } from "./world";

/** A way of mounting the gate. */
export interface MountedTables {
  readonly name: string;
  readonly server: (bootstrap: unknown) => ServerOptions;
  /** What this mount's input cannot express, with the reason. */
  readonly lacks: Readonly<Partial<Record<Need, string>>>;
  /** It may end on SIGTERM at once, with the status of a process that a signal ended. */
  readonly mayBeSignalled?: true;
}

/** Declares the suites: one server with two tenants for most rows, one with a single tenant for the rows that are about that. */
export function runTables(mounted: MountedTables): void {
  const count = countRows(mounted.name);
  afterAll(() => count.print());
  for (const tenants of [2, 1] as const) {
    describe(`${mounted.name}, ${tenants === 2 ? "two tenants" : "one tenant"}`, () => runWorld(mounted, tenants, count));
  }
}

interface Started {
  readonly upstream: EchoUpstream;
  readonly server: ServerUnderTest;
  readonly mount: Mount;
}

function runWorld(mounted: MountedTables, tenants: 1 | 2, count: RowCount): void {
  let started: Started | null = null;
  const mount = (): Mount => {
    if (started === null) throw new Error("the server did not start");
    return started.mount;
  };
  beforeAll(async () => {
    const upstream = await startEchoUpstream();
    const { tokens, trustedKeys }: TokenSet = await mintTokens();
    const server = await startServer(mounted.server(conformanceWorld({ tenants, upstream: upstream.url, trustedKeys })));
    started = { upstream, server, mount: { address: server, tokens } };
  });
  afterAll(async () => {
    const status = await started?.server.stop();
    await started?.upstream.stop();
    expect([0, ...(mounted.mayBeSignalled ? [null, 143] : [])]).toContain(status);
  });
  for (const table of TABLES) {
    for (const { title, row } of rowsFor(table, tenants)) {
      const lacking = row.needs?.find((need) => mounted.lacks[need] !== undefined);
      if (lacking === undefined) test(title, () => holds(row, table, mount(), count));
      else test(`${title} (${mounted.lacks[lacking]})`, () => gainsNothing(row, table, mount(), count));
    }
  }
}

async function holds(row: Row, table: Table, mount: Mount, count: RowCount): Promise<void> {
  const wrong = await runRow(row, mount);
  count.add(table.dialect, wrong.length === 0 ? "held" : "failed");
  expect(wrong).toEqual([]);
}

/** A row that the mount cannot express: what it refuses elsewhere must open nothing here either. */
async function gainsNothing(row: Row, table: Table, mount: Mount, count: RowCount): Promise<void> {
  const answer = await call(row.request, mount);
  // Such a row presents a good key of that very API, only not to the letter of the page.
  const isOwnAccess = row.needs?.includes("raw-case") ?? false;
  const isOpened = row.expect.status >= 400 && answer.status < 300 && !isOwnAccess;
  count.add(table.dialect, isOpened ? "failed" : "notExpressible");
  expect(isOpened, `status ${answer.status}`).toBe(false);
  expect(answer.status).toBeLessThan(500);
}
