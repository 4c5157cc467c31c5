// What the usage drills share: an instance with several keys, clients that keep connections, and readings of journal and roll-ups.
import { Agent, type IncomingMessage, request } from "node:http";
import type { QueryResultRow } from "pg";
import type { Address } from "@/e2e/raw-http";
import { socketDirectoryOf } from "@/lib/adapters/embedded/database/socket-directory";
import { openDatabase } from "@/lib/adapters/postgres/open-database";
import { readJournal } from "@/lib/adapters/system/journal/read-journal";
import { slotDirectories } from "@/lib/adapters/system/journal/slot";
import { outcomeOf } from "@/lib/core/usage/tally";

export const SERVICE_SECRET = "service-secret-of-the-usage-drills-01";

/** The keys of the drills: public id and secret. */
export const KEYS = Array.from({ length: 5 }, (_, index) => ({
  id: `key_${String(index + 1).padStart(10, "0")}`,
  secret: `secret-number-${index + 1}-of-the-usage-drills`,
}));

/** An instance whose API `drill` has an upstream, endpoints, and a plan with a small window for the last key. */
export function usageWorld(upstream: string): unknown {
  return {
    owner: { email: "owner@example.com", name: "Owner", password: "correct horse battery staple" },
    apis: [
      {
        slug: "drill",
        name: "Drill",
        dialect: "standard",
        upstream,
        endpoints: [
          { path: "/items", methods: ["GET", "POST"], permission: "read" },
          { path: "/status/{code}", methods: ["GET"], permission: "read" },
          { path: "/admin", methods: ["GET"], permission: "admin" },
        ],
        plans: [
          {
            name: "default",
            windows: [
              { limit: 1_000_000, seconds: 60 },
              { limit: 9_000_000, seconds: 86_400 },
            ],
          },
          { name: "small", windows: [{ limit: 50, seconds: 3_600 }] },
        ],
      },
    ],
    keys: KEYS.map(({ id, secret }, index) => ({
      id,
      api: "drill",
      name: `drill ${index}`,
      secret,
      permissions: ["read"],
      plan: index === KEYS.length - 1 ? "small" : "default",
    })),
    service: [{ id: "key_0000000009", name: "backend", secret: SERVICE_SECRET, permissions: ["keys:verify"] }],
  };
}

/** A call of a drill. */
export interface DrillCall {
  readonly method: string;
  readonly path: string;
  readonly secret: string;
  readonly body?: unknown;
}

/** What a client got. */
export interface DrillAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly json: Readonly<Record<string, unknown>> | null;
}

/** Calls over kept connections; a call without an answer rejects. */
export class DrillClient {
  readonly #agent: Agent;
  readonly #address: Address;

  constructor(address: Address, connections: number) {
    this.#address = address;
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  call({ method, path, secret, body }: DrillCall): Promise<DrillAnswer> {
    const sent = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      authorization: `Bearer ${secret}`,
      ...(sent === undefined ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(sent) }),
    };
    const { host, port } = this.#address;
    return new Promise((resolve, reject) => {
      const sending = request({ host, port, path, method, agent: this.#agent, headers }, (response) => {
        const pieces: Buffer[] = [];
        response.on("data", (piece: Buffer) => pieces.push(piece));
        response.once("end", () => resolve(answerOf(response, Buffer.concat(pieces))));
        response.once("error", reject);
      });
      sending.once("error", reject);
      sending.end(sent);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

function answerOf(response: IncomingMessage, body: Buffer): DrillAnswer {
  const isJson = response.headers["content-type"] === "application/json" && body.length > 0;
  return {
    status: response.statusCode ?? 0,
    retryAfter: response.headers["retry-after"] ?? null,
    json: isJson ? (JSON.parse(body.toString("utf8")) as Record<string, unknown>) : null,
  };
}

/** What was counted for one key. */
export interface Counts {
  accepted: number;
  limited: number;
  denied: number;
}

const NONE: Counts = { accepted: 0, limited: 0, denied: 0 };

/** The roll-ups of an instance that serves, by the public id of the key. */
export async function readUsage(dataDir: string): Promise<Map<string, Counts>> {
  const counts = new Map<string, Counts>();
  for (const { key, outcome, count } of await query<{ key: string; outcome: keyof Counts; count: string }>(dataDir, USAGE)) {
    const of = counts.get(key) ?? { ...NONE };
    of[outcome] += Number(count);
    counts.set(key, of);
  }
  return counts;
}

/** The roll-ups of an instance that serves, one line per cell: `key method endpoint outcome reason status× count`, `-` for what is empty. */
export async function readCells(dataDir: string): Promise<string[]> {
  const rows = await query<Record<string, string>>(dataDir, CELLS);
  return rows
    .map(
      (row) =>
        `${Object.values(row)
          .slice(0, -1)
          .map((value) => value || "-")
          .join(" ")} × ${row.count}`,
    )
    .sort();
}

/** The records of an instance's journals, counted by a reading of their own, by the public id of the key. */
export async function readJournals(dataDir: string): Promise<Map<string, Counts>> {
  const names = new Map((await query<{ id: string; publicId: string }>(dataDir, KEY_NAMES)).map(({ id, publicId }) => [id, publicId]));
  const counts = new Map<string, Counts>();
  for (const directory of slotDirectories(dataDir)) {
    for await (const { records } of readJournal(directory, null, null)) {
      for (const record of records) {
        if (record.kind === "finished") continue;
        const key = names.get(record.request.caller) ?? record.request.caller;
        const of = counts.get(key) ?? { ...NONE };
        of[record.kind === "refused" ? outcomeOf(record.reason) : "accepted"] += 1;
        counts.set(key, of);
      }
    }
  }
  return counts;
}

const USAGE = `SELECT k."publicId" AS "key", s."outcome", sum(m."count") AS "count"
  FROM "UsageMinute" m JOIN "UsageSeries" s ON s."id" = m."seriesId" JOIN "Key" k ON k."id" = s."keyId" GROUP BY 1, 2`;
const CELLS = `SELECT coalesce(k."publicId", s."caller") AS "key", s."method", s."endpoint", s."outcome", s."reason",
  s."status" || 'xx' AS "status", sum(m."count")::text AS "count"
  FROM "UsageMinute" m JOIN "UsageSeries" s ON s."id" = m."seriesId" LEFT JOIN "Key" k ON k."id" = s."keyId"
  GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(m."count") <> 0`;
const KEY_NAMES = `SELECT "id", "publicId" FROM "Key"`;

async function query<Row extends QueryResultRow>(dataDir: string, text: string): Promise<Row[]> {
  const database = openDatabase({ socketDirectory: socketDirectoryOf(dataDir) }, { maxConnections: 1 });
  try {
    return (await database.pool.query<Row>(text)).rows;
  } finally {
    await database.close();
  }
}
