// What a fold leaves of each key: its latest decisions, since when it is in use, where it was used from, and notes about what is new.
import type { PoolClient } from "pg";
import { readUuid } from "@/lib/core/schemas/texts";
import { MOST_DECISIONS, placeDecisions } from "@/lib/core/usage/decision-lines";
import { PAUSE_DAYS } from "@/lib/core/usage/notes";
import type { DecisionEntry, UsageBatch } from "@/lib/core/usage/usage-batch";
import { addEvents, type NewEvent } from "./usage-events";
import type { KnownRanges } from "./usage-ranges";

/** Keys that one statement writes. */
const BATCH = 250;

/** A key in one fold. */
interface KeyTrace {
  readonly keyId: string;
  lastAtMs: number;
  readonly decisions: DecisionEntry[];
}

/** Adds the traces. `keptOfKey`: so many decisions are kept of each key; 0 = none. */
export async function addTraces(client: PoolClient, batch: UsageBatch, keptOfKey: number, ranges: KnownRanges): Promise<void> {
  const traces = tracesOf(batch);
  const events: NewEvent[] = [];
  for (let from = 0; from < traces.length; from += BATCH) {
    const some = traces.slice(from, from + BATCH);
    const states = await noteUse(client, some, keptOfKey > 0);
    const lastAtMs = new Map(some.map((trace) => [trace.keyId, trace.lastAtMs]));
    events.push(...states.flatMap((state) => resumption(state, lastAtMs.get(state.keyId))));
    if (keptOfKey > 0) await writeDecisions(client, some, new Map(states.map(({ keyId, written }) => [keyId, Number(written)])));
  }
  events.push(...(await ranges.note(client, batch.decisions.filter(isOfKey))));
  await addEvents(client, events);
}

/** By key, in the order of their ids: every fold locks rows in that order. */
function tracesOf({ deltas, decisions }: UsageBatch): KeyTrace[] {
  const traces = new Map<string, KeyTrace>();
  const traceOf = (keyId: string) => {
    const known = traces.get(keyId);
    if (known !== undefined) return known;
    const trace: KeyTrace = { keyId, lastAtMs: 0, decisions: [] };
    traces.set(keyId, trace);
    return trace;
  };
  for (const { caller, count, lastAtMs } of deltas) {
    const keyId = count > 0 ? readUuid(caller) : null;
    if (keyId === null) continue;
    const trace = traceOf(keyId);
    trace.lastAtMs = Math.max(trace.lastAtMs, lastAtMs);
  }
  for (const decision of decisions.filter(isOfKey)) {
    const trace = traceOf(decision.keyId);
    trace.lastAtMs = Math.max(trace.lastAtMs, decision.atMs);
    trace.decisions.push(decision);
  }
  return [...traces.values()].sort((a, b) => (a.keyId < b.keyId ? -1 : 1));
}

/** A batch that the database refused would be tried again for ever: what is no key's is left out. */
function isOfKey({ keyId }: DecisionEntry): boolean {
  return readUuid(keyId) !== null;
}

interface KeyState {
  readonly keyId: string;
  readonly written: string;
  readonly resumedAt: Date | null;
  readonly pausedDays: number | null;
}

/** A pause ends with the first use after it: `pausedDays` is its length. */
const NOTE_USE = {
  name: "keyfuse_note_key_use",
  text: `
  INSERT INTO "UsageKey" AS k ("keyId", "written", "lastAt")
  SELECT u."keyId", u."written", to_timestamp(u."atMs" / 1000) FROM unnest($1::uuid[], $2::bigint[], $3::float8[]) AS u("keyId", "written", "atMs")
  ON CONFLICT ("keyId") DO UPDATE SET
    "written" = k."written" + EXCLUDED."written",
    "lastAt" = GREATEST(k."lastAt", EXCLUDED."lastAt"),
    "resumedAt" = CASE WHEN EXCLUDED."lastAt" - k."lastAt" >= $4::interval THEN EXCLUDED."lastAt" ELSE k."resumedAt" END,
    "pausedDays" = CASE WHEN EXCLUDED."lastAt" - k."lastAt" >= $4::interval THEN extract(day FROM EXCLUDED."lastAt" - k."lastAt")::int ELSE k."pausedDays" END
  RETURNING k."keyId", k."written", k."resumedAt", k."pausedDays"`,
};

async function noteUse(client: PoolClient, traces: readonly KeyTrace[], isKept: boolean): Promise<KeyState[]> {
  const { rows } = await client.query<KeyState>({
    ...NOTE_USE,
    values: [
      traces.map(({ keyId }) => keyId),
      traces.map(({ decisions }) => (isKept ? Math.min(decisions.length, MOST_DECISIONS) : 0)),
      traces.map(({ lastAtMs }) => lastAtMs),
      `${PAUSE_DAYS} days`,
    ],
  });
  return rows;
}

/** A note where the pause ended with this fold. */
function resumption({ keyId, resumedAt, pausedDays }: KeyState, lastAtMs: number | undefined): NewEvent[] {
  if (resumedAt === null || pausedDays === null || resumedAt.getTime() !== lastAtMs) return [];
  return [{ keyId, atMs: lastAtMs, kind: "first_use_after_pause", facts: { pausedDays } }];
}

const WRITE_DECISIONS = {
  name: "keyfuse_write_decisions",
  text: `
  INSERT INTO "UsageDecision" AS d ("keyId", "slot", "lap", "entries")
  SELECT * FROM unnest($1::uuid[], $2::smallint[], $3::bigint[], $4::text[])
  ON CONFLICT ("keyId", "slot") DO UPDATE SET
    "entries" = CASE WHEN d."lap" = EXCLUDED."lap" THEN d."entries" || EXCLUDED."entries" ELSE EXCLUDED."entries" END,
    "lap" = EXCLUDED."lap"`,
};

/** `written` counts these decisions already: their key's row is locked since, so nobody else writes to the same place of its ring. */
async function writeDecisions(client: PoolClient, traces: readonly KeyTrace[], written: ReadonlyMap<string, number>): Promise<void> {
  const chunks = traces.flatMap(({ keyId, decisions }) => {
    const latest = decisions.slice(-MOST_DECISIONS);
    return placeDecisions((written.get(keyId) ?? latest.length) - latest.length, latest).map((chunk) => ({ keyId, ...chunk }));
  });
  for (let from = 0; from < chunks.length; from += BATCH) {
    const some = chunks.slice(from, from + BATCH);
    await client.query({
      ...WRITE_DECISIONS,
      values: [some.map(({ keyId }) => keyId), some.map(({ slot }) => slot), some.map(({ lap }) => lap), some.map(({ text }) => text)],
    });
  }
}
