// What a tenant learns of another by ids: nothing. Every operation of the document, every place for an id, every kind of id.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { entryNumber } from "@/lib/core/audit/entry-number";
import type { OpenApiDocument } from "@/lib/core/openapi/document";
import { type Built, build, type Callable, callables, type Slot, unknownParameters } from "./id-slots";
import { KINDS, type Kind, MARK, OWN, SECRETS, snapshot, startTwoTenants, type TwoTenants } from "./two-tenants";

let world: TwoTenants;
let operations: readonly Callable[];

beforeAll(async () => {
  world = await startTwoTenants();
  const answer = await fetch(`${base()}/openapi.json`);
  operations = callables((await answer.json()) as OpenApiDocument);
});
afterAll(() => world?.close());

const base = () => `http://127.0.0.1:${world.server.port}`;

/** A key of the tenant; and where the header confines as well as a key does, a key of all tenants that sends it. */
const CALLERS = [
  { name: "the tenant's key", secret: SECRETS.own, headers: {}, calls: () => true },
  {
    name: "the header",
    secret: SECRETS.global,
    headers: { "x-fusionauth-tenantid": OWN },
    calls: ({ path }: Callable) => /^\/api\/(?:user|group|application|api-key|system\/audit-log)(?:\/|$)/.test(path),
  },
] as const;

type Caller = (typeof CALLERS)[number];

interface Seen {
  readonly status: number;
  readonly text: string;
  /** The whole answer, with what differs from call to call left out. */
  readonly same: string;
}

/** Headers that tell of the moment, not of the answer. */
const MOMENTARY = new Set(["date", "x-request-id", "content-length", "ratelimit", "ratelimit-policy", "connection", "keep-alive"]);

async function call({ method, path }: Callable, built: Built, caller: Caller, sentId: string, unique: string): Promise<Seen> {
  const target = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(built.path[name] ?? ""));
  const query = new URLSearchParams(built.query).toString();
  const hasBody = built.body !== undefined && method !== "GET";
  const type = built.isForm ? "application/x-www-form-urlencoded" : "application/json";
  const answer = await fetch(`${base()}${target}${query === "" ? "" : `?${query}`}`, {
    method,
    redirect: "manual",
    headers: {
      authorization: path.startsWith("/oauth2/") ? `Basic ${btoa(`key_0000000001:${caller.secret}`)}` : caller.secret,
      ...caller.headers,
      ...(hasBody ? { "content-type": type } : {}),
    },
    ...(hasBody ? { body: built.isForm ? new URLSearchParams(built.body as Record<string, string>) : JSON.stringify(built.body) } : {}),
  });
  const text = await answer.text();
  const headers = [...answer.headers].filter(([name]) => !MOMENTARY.has(name));
  return { status: answer.status, text, same: JSON.stringify([answer.status, headers, masked(text, sentId, unique)]) };
}

function masked(text: string, sentId: string, unique: string): string {
  return text
    .replaceAll(sentId, "(id)")
    .replaceAll(unique, "(unique)")
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "(uuid)")
    .replace(/key_\d{10}/g, "(key)")
    .replace(/"id":\d+/g, '"id":(number)')
    .replace(/\b1[6-9]\d{11}\b/g, "(instant)")
    .replace(/"(key|token|access_token|refreshToken|refresh_token|clientSecret|kid|publicKey)":"[^"]*"/g, '"$1":"(secret)"');
}

/** Numbers for audit entries, UUIDs for everything else. */
function unheardOf(kind: Kind): string {
  return kind === "audit entry" ? String(entryNumber(randomUUID(), 1n)) : randomUUID();
}

/** For messages: what never differs. */
const HEADERS = /\[\[.*?\]\],/;

let counter = 0;
const nextUnique = () => `unique-${String(++counter).padStart(6, "0")}`;

/** Anybody may read them without any credential: the ids, issuers and public keys in them are no secret of a tenant's. */
const PUBLIC = new Set([
  "GET /.well-known/jwks.json",
  "GET /.well-known/openid-configuration",
  "GET /.well-known/openid-configuration/{tenantId}",
  "GET /api/jwt/public-key",
]);
const isPublic = ({ method, path }: Callable) => PUBLIC.has(`${method} ${path}`);

/**
 * What names a role comes before what replaces an application with its roles; what makes objects of chosen ids comes after what could take
 * those for a foreign one; and what deletes comes last.
 */
function rankOf({ method, path, choosesId }: Callable): number {
  return (method === "DELETE" ? 3000 : choosesId ? 2000 : 1000) - path.length;
}

/** A sign-in that failed is written down, whoever tried. */
const RECORDS_REFUSALS = new Set(["POST /api/login"]);

const checked = { operations: 0, slots: 0, pairs: 0, refused: 0 };

async function checkSlot(operation: Callable, slot: Slot, caller: Caller): Promise<string[]> {
  const flaws: string[] = [];
  const where = `${operation.method} ${operation.path} ${slot.name} (${caller.name})`;
  const kinds = slot.kinds ?? KINDS;
  const ask = async (id: string) => {
    const unique = nextUnique();
    return call(operation, slot.put(build(operation, world.own, unique), id), caller, id, unique);
  };
  const before = await snapshot(world);
  const foreign = new Map<Kind, Seen>();
  for (const kind of kinds) foreign.set(kind, await ask(world.foreign[kind]));
  const after = await snapshot(world);
  const changesNothing =
    operation.method === "GET" ||
    (!RECORDS_REFUSALS.has(`${operation.method} ${operation.path}`) && [...foreign.values()].every(({ status }) => status >= 400));
  if (after.foreign !== before.foreign) flaws.push(`${where}: changed something of the other tenant`);
  if (changesNothing && after.all !== before.all) flaws.push(`${where}: refused, and changed something`);
  for (const [kind, seen] of foreign) {
    const sent = world.foreign[kind];
    const told = Object.values(world.foreign).filter((id) => id !== sent && id.length > 8 && seen.text.includes(id));
    if (seen.text.includes(MARK) || told.length > 0) flaws.push(`${where}: ${kind}: told of the other tenant: ${seen.text.slice(0, 200)}`);
    // An id that is taken says so, whoever has it: ids are unique everywhere.
    const isTaken = operation.choosesId && seen.status === 400 && seen.text.includes("[duplicate]");
    const absent = await ask(isTaken ? world.own[kind] : unheardOf(kind));
    checked.pairs++;
    if (seen.status >= 400) checked.refused++;
    if (seen.status >= 500 || absent.status >= 500) flaws.push(`${where}: ${kind}: ${seen.status} and ${absent.status}`);
    if (seen.same !== absent.same)
      flaws.push(
        `${where}: ${kind}: ${seen.same.replace(HEADERS, "").slice(0, 200)} is not ${absent.same.replace(HEADERS, "").slice(0, 200)}`,
      );
  }
  return flaws;
}

test("every parameter of every path has a kind", () => {
  expect(operations.length).toBeGreaterThan(20);
  expect(operations.flatMap((one) => unknownParameters(one).map((name) => `${one.method} ${one.path} {${name}}`))).toEqual([]);
});

test("a foreign id of any kind, in any place of any operation, is answered like one that does not exist", {
  timeout: 1_200_000,
}, async () => {
  const flaws: string[] = [];
  const inOrder = operations.filter((one) => !isPublic(one)).toSorted((a, b) => rankOf(a) - rankOf(b));
  for (const operation of inOrder) {
    for (const caller of CALLERS.filter((one) => one.calls(operation))) {
      for (const slot of operation.slots) {
        checked.slots++;
        flaws.push(...(await checkSlot(operation, slot, caller)));
      }
    }
    if (operation.slots.length > 0) checked.operations++;
  }
  console.log(
    `${checked.operations} operations with ids of ${operations.length}, ${checked.slots} places, ${checked.pairs} pairs compared, ` +
      `${checked.refused} refused, ${flaws.length} flaws`,
  );
  expect(flaws).toEqual([]);
  expect(checked.refused).toBeGreaterThan(checked.pairs / 4);
});

test("no operation tells a tenant of another, called as its reference shows", async () => {
  for (const operation of operations.filter((one) => !isPublic(one))) {
    for (const caller of CALLERS.filter((one) => one.calls(operation))) {
      const unique = nextUnique();
      const seen = await call(operation, build(operation, world.own, unique), caller, "-", unique);
      const place = `${operation.method} ${operation.path} (${caller.name})`;
      expect(seen.status, place).toBeLessThan(500);
      expect(seen.text, place).not.toContain(MARK);
      for (const id of Object.values(world.foreign).filter((one) => one.length > 8)) expect(seen.text, place).not.toContain(id);
    }
  }
});

test("the ids are good: their own tenant's key finds what they name", async () => {
  const found = new Map<string, number>();
  for (const operation of operations.filter(({ method, path }) => method === "GET" && /^[^{]*\{\w+\}$/.test(path))) {
    const target = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => build(operation, world.foreign, "").path[name] ?? "");
    const answer = await fetch(base() + target, { headers: { authorization: SECRETS.foreign } });
    found.set(operation.path, answer.status);
  }
  for (const path of ["/api/user/{userId}", "/api/group/{groupId}", "/api/tenant/{tenantId}", "/api/api-key/{apiKeyId}"]) {
    expect(found.get(path), path).toBe(200);
  }
});
