// The conformance rows in the core and the gate's decisions, bundled and evaluated on the edge VM with in-memory ports.
import { EdgeVM } from "@edge-runtime/vm";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RawAnswer } from "@/e2e/raw-http";
import { REPOSITORY } from "@/e2e/server-under-test";
import { differences } from "./compare";
import type { EdgeAnswer } from "./edge/edge-core";
import type { Call, Need, Row, Table } from "./row";
import { countRows } from "./row-count";
import { tokenOf } from "./run-row";
import { GATEWAY_SLUGS, secretOf } from "./secrets";
import { rowsFor, TABLES } from "./tables";
import { mintTokens } from "./tokens";
import { conformanceWorld, type World } from "./world";

const LACKS: Readonly<Partial<Record<Need, string>>> = {
  upstream: "the core calls no upstream",
  management: "the core stores nothing",
  verify: "this core has no service keys",
  throttle: "the throttle is the front door's",
  upgrade: "the core has no sockets",
};

/** Statuses that a request gets before anything is called; the others come from what is called. */
const BY_DECISION = new Set([401, 403, 429]);

type Decide = (callJson: string) => Promise<string>;

const count = countRows("core on the edge VM");
afterAll(() => count.print());

for (const tenants of [2, 1] as const) {
  describe(`core on the edge VM, ${tenants === 2 ? "two tenants" : "one tenant"}`, () => {
    let decide: Decide | null = null;
    let tokens: Readonly<Record<string, string>> = {};
    const decided = async (call: Call): Promise<EdgeAnswer> => {
      if (decide === null) throw new Error("the core was not built");
      const named = (text: string) => text.replace(/\{token:(\w+)\}/g, (_, name: string) => tokenOf(name, tokens));
      const headers = [["Host", call.host ?? "127.0.0.1:3000"], ...call.headers.map(([name, value]) => [name, named(value).trim()])];
      return JSON.parse(await decide(JSON.stringify({ method: call.method, target: named(call.path), headers })));
    };
    beforeAll(async () => {
      const minted = await mintTokens();
      tokens = minted.tokens;
      const world = conformanceWorld({ tenants, upstream: "http://127.0.0.1:9", trustedKeys: minted.trustedKeys });
      decide = await evaluateCore(withPausedKeys(world));
    });
    for (const table of TABLES) {
      for (const { title, row } of rowsFor(table, tenants)) {
        const lacking = row.needs?.find((need) => LACKS[need] !== undefined);
        if (lacking === undefined) test(title, () => holds(row, table, decided));
        else test(`${title} (${LACKS[lacking]})`, () => gainsNothing(row, table, decided));
      }
    }
  });
}

type Decided = (call: Call) => Promise<EdgeAnswer>;

async function holds(row: Row, table: Table, decided: Decided): Promise<void> {
  for (const before of row.before ?? []) {
    for (let times = 0; times < before.times; times++) expect((await decided(before.request)).status).toBe(before.status);
  }
  const answer = await decided(row.request);
  const raw: RawAnswer = { status: answer.status, headers: answer.headers, body: Buffer.from(answer.body) };
  // What an admitted request is answered is not the core's to say.
  const isAdmitted = row.expect.status < 400;
  const wrong = differences(isAdmitted ? { status: 200, headers: row.expect.headers } : row.expect, raw, row.request.method);
  if (answer.isAdmitted !== isAdmitted) wrong.push(`admitted: ${answer.isAdmitted}`);
  count.add(table.dialect, wrong.length === 0 ? "held" : "failed");
  expect(wrong).toEqual([]);
}

async function gainsNothing(row: Row, table: Table, decided: Decided): Promise<void> {
  const answer = await decided(row.request);
  const isGained = answer.isAdmitted && BY_DECISION.has(row.expect.status) && !row.needs?.includes("throttle");
  count.add(table.dialect, isGained ? "failed" : "notExpressible");
  expect(isGained).toBe(false);
}

function withPausedKeys(world: World): World {
  const paused = GATEWAY_SLUGS.map((slug, index) => ({
    id: `key_000000700${index}`,
    api: slug,
    name: "paused",
    secret: secretOf(slug, "paused"),
    pausedAt: "2025-01-01T00:00:00Z",
  }));
  return { ...world, keys: [...world.keys, ...paused] };
}

async function evaluateCore(world: World): Promise<Decide> {
  const bundle = await build({
    entryPoints: [`${REPOSITORY}/e2e/dialects/edge/edge-core.ts`],
    bundle: true,
    write: false,
    format: "iife",
    platform: "neutral",
    mainFields: ["module", "main"],
    target: "es2022",
    alias: { "@": REPOSITORY },
    logLevel: "silent",
  });
  const vm = new EdgeVM();
  vm.evaluate(bundle.outputFiles[0]?.text ?? "");
  const create: (worldJson: string) => Decide = vm.evaluate("globalThis.createEdgeCore");
  return create(JSON.stringify(world));
}
