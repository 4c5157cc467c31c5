// The vendor's own client, unmodified, against a started server: every call that it has for an operation of ours.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { FusionAuthClient } from "@fusionauth/typescript-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { OpenApiDocument } from "@/lib/core/openapi/document";
import { callsFor } from "./client-calls";
import type { Memory } from "./client-row";
import { ROWS } from "./client-rows";
import { OWN, SECRETS, startOneTenant, type TwoTenants } from "./two-tenants";

const HERE = fileURLToPath(new URL(".", import.meta.url));

let world: TwoTenants;
let client: FusionAuthClient;
const memory: Memory = new Map([["first tenant", OWN]]);
const answered = new Set<string>();

beforeAll(async () => {
  world = await startOneTenant();
  memory.set("application", world.own.application);
  client = new FusionAuthClient(SECRETS.global, `http://127.0.0.1:${world.server.port}`);
});
afterAll(() => world?.close());

test.each(ROWS)("$call $says", async ({ call, run, status = 200, answer }) => {
  // The client rejects with the same object where the status is no success.
  const came = await run(client, memory).catch((refused: Awaited<ReturnType<typeof run>>) => refused);
  expect([came.statusCode, came]).toEqual([status, came]);
  answer?.(came.response as never, memory);
  answered.add(call);
});

test("a key that was made through the client works at once, as far as it may and not farther", async () => {
  const made = await client.createAPIKey(null as never, { apiKey: { permissions: { endpoints: { "/api/tenant": ["GET"] } } } });
  const reader = new FusionAuthClient(made.response.apiKey?.key as never, `http://127.0.0.1:${world.server.port}`);
  expect((await reader.retrieveTenants()).statusCode).toBe(200);
  await expect(reader.retrieveVersion()).rejects.toMatchObject({ statusCode: 401 });
  await client.deleteAPIKey(made.response.apiKey?.id as never);
  await expect(reader.retrieveTenants()).rejects.toMatchObject({ statusCode: 401 });
});

test("no call that the client has for an operation of ours is missing, here or in the files of its noun", async () => {
  const document = (await (await fetch(`http://127.0.0.1:${world.server.port}/openapi.json`)).json()) as OpenApiDocument;
  const calls = [...callsFor(document).keys()];
  const elsewhere = await callsOfOtherFiles();
  console.log(`${calls.filter((call) => answered.has(call)).length} of ${calls.length} calls of the client by ${ROWS.length} rows`);
  expect(calls.length).toBeGreaterThan(100);
  expect(calls.filter((call) => !answered.has(call) && !elsewhere.has(call)).sort()).toEqual([]);
});

/** The names of methods that the other tests of this folder call. */
async function callsOfOtherFiles(): Promise<Set<string>> {
  const names = (await readdir(HERE)).filter((name) => name.endsWith(".test.ts") && name !== "client.test.ts");
  const texts = await Promise.all(names.map((name) => readFile(join(HERE, name), "utf8")));
  return new Set(texts.flatMap((text) => [...text.matchAll(/\.(\w+)\(/g)].map(([, name = ""]) => name)));
}
