// What a client may not set: read-only fields change nothing, and names that nobody documents are refused. Every body of the document.
import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Json } from "@/lib/core/http";
import type { JsonObject } from "@/lib/core/json";
import type { OpenApiDocument } from "@/lib/core/openapi/document";
import type { VendorNames } from "@/lib/core/schemas/vendor-object";
import { type Bodied, bodied, build } from "./id-slots";
import { OWN, SECRETS, snapshot, startTwoTenants, type TwoTenants } from "./two-tenants";

const SCHEMAS = fileURLToPath(new URL("../../lib/core/schemas/", import.meta.url));

/** Columns of ours, names of other objects, and what could change how an object behaves. */
const UNDOCUMENTED = ["passwordHash", "extra", "createdAt", "sealedClientSecret", "publicId", "planName", "role", "constructor", "zz"];

/** Members stand in a map by their group, not under a noun: their own tests look at them. */
const IN_A_MAP = ["MEMBER_NAMES"];

let world: TwoTenants;
let operations: readonly Bodied[];
let lists: ReadonlyMap<string, VendorNames>;

beforeAll(async () => {
  world = await startTwoTenants();
  const answer = await fetch(`http://127.0.0.1:${world.server.port}/openapi.json`);
  // What names a role comes before what renames it, and that before what replaces an application with its roles.
  operations = bodied((await answer.json()) as OpenApiDocument).toSorted((a, b) => rankOf(a) - rankOf(b));
  lists = await readNameLists();
});
afterAll(() => world?.close());

function rankOf({ path }: Bodied): number {
  return path.startsWith("/api/application") ? 1000 - path.length : 0;
}

/** The vendor's names of every object, by the name of their list. */
async function readNameLists(): Promise<Map<string, VendorNames>> {
  const found = new Map<string, VendorNames>();
  for (const file of readdirSync(SCHEMAS).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))) {
    const exported = (await import(SCHEMAS + file)) as Record<string, unknown>;
    for (const [name, value] of Object.entries(exported)) if (name.endsWith("_NAMES") && isNameList(value)) found.set(name, value);
  }
  return found;
}

function isNameList(value: unknown): value is VendorNames {
  return typeof value === "object" && value !== null && "ignored" in value && "own" in value;
}

/** The lists whose names are exactly those of the body's object; where changes have one of their own, that is for them alone. */
function listsOf({ objectNames, method }: Bodied): [string, VendorNames][] {
  const told = JSON.stringify([...objectNames].sort());
  const equal = [...lists].filter(
    ([, { own, kept, ignored }]) => JSON.stringify([...new Set([...own, ...kept, ...ignored])].sort()) === told,
  );
  return equal.length < 2 ? equal : equal.filter(([name]) => name.includes("CHANGE") === (method !== "POST"));
}

let counter = 0;

async function send(operation: Bodied, change: (object: JsonObject, body: JsonObject) => JsonObject) {
  const built = build(operation, world.own, `mass-${++counter}`);
  const body = built.body as JsonObject;
  const target = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => built.path[name] ?? "");
  const answer = await fetch(`http://127.0.0.1:${world.server.port}${target}`, {
    method: operation.method,
    headers: { authorization: SECRETS.global, "x-fusionauth-tenantid": OWN, "content-type": "application/json" },
    body: JSON.stringify(change((operation.noun === null ? body : (body[operation.noun] as JsonObject)) ?? {}, body)),
  });
  return { status: answer.status, text: await answer.text() };
}

test("names that nobody documents are refused wherever they stand, and change nothing", async () => {
  const flaws: string[] = [];
  let asked = 0;
  for (const operation of operations) {
    const { noun } = operation;
    const before = await snapshot(world);
    for (const name of UNDOCUMENTED.filter((one) => !operation.objectNames.includes(one) && !operation.bodyNames.includes(one))) {
      const answers = [await send(operation, (_object, body) => ({ ...body, [name]: "x" }))];
      if (noun !== null) answers.push(await send(operation, (object, body) => ({ ...body, [noun]: { ...object, [name]: "x" } })));
      asked += answers.length;
      for (const { status, text } of answers) {
        if (status !== 400 || !text.includes(`${name}"`))
          flaws.push(`${operation.method} ${operation.path} ${name}: ${status} ${text.slice(0, 200)}`);
      }
    }
    if ((await snapshot(world)).all !== before.all) flaws.push(`${operation.method} ${operation.path}: changed something`);
  }
  console.log(`${operations.length} operations with a body, ${asked} undocumented names sent, ${flaws.length} flaws`);
  expect(flaws).toEqual([]);
});

test("fields that are not the caller's to set are ignored: what was sent in them is in no answer and nowhere in the database", async () => {
  const flaws: string[] = [];
  const used = new Set<string>();
  let sentFields = 0;
  for (const operation of operations.filter(({ noun }) => noun !== null)) {
    for (const [listName, { ignored }] of listsOf(operation)) {
      used.add(listName);
      const values = new Map(ignored.map((name) => [name, randomUUID()]));
      sentFields += values.size;
      const answer = await send(operation, (object, body) => ({
        ...body,
        [operation.noun ?? ""]: { ...object, ...Object.fromEntries(values) },
      }));
      const place = `${operation.method} ${operation.path}`;
      // The user is registered already, and by this body nothing else can be done.
      const isTaken = answer.status === 400 && answer.text.includes("[duplicate]");
      if (answer.status !== 200 && !isTaken) flaws.push(`${place}: ${answer.status} ${answer.text.slice(0, 300)}`);
      const rows = await everyRow();
      for (const [name, value] of values) {
        if (answer.text.includes(value)) flaws.push(`${place}: answered with the sent ${name}`);
        if (rows.includes(value)) flaws.push(`${place}: stored the sent ${name}`);
      }
    }
  }
  console.log(`${used.size} lists of names, ${sentFields} read-only fields sent, ${flaws.length} flaws`);
  expect(flaws).toEqual([]);
  expect([...lists.keys()].filter((name) => !used.has(name))).toEqual([...IN_A_MAP]);
});

async function everyRow(): Promise<string> {
  const { rows } = await world.database.query<{ name: string }>(
    `SELECT "table_name" AS "name" FROM "information_schema"."tables" WHERE "table_schema" = 'public' AND "table_type" = 'BASE TABLE'`,
  );
  const texts: Json[] = [];
  for (const { name } of rows)
    texts.push(
      ...(await world.database.query<{ row: string }>(`SELECT to_jsonb(t)::text AS "row" FROM "${name}" t`)).rows.map(({ row }) => row),
    );
  return texts.join("\n");
}
