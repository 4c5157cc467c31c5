// The latest decisions about a key as they are stored: lines of JSON, some to a row, the rows of a key being a ring.
import { OUTCOMES, STATUS_CLASSES } from "./outcome";
import { packTold, readTold } from "./told-refusal";
import type { DecisionEntry } from "./usage-batch";

/** Lines in a row. */
export const LINES_PER_ROW = 16;

/** Rows of a ring: all but the one that is being filled hold 200 decisions together. */
export const ROWS_PER_RING = 14;

/** The most decisions that can be kept of a key. */
export const MOST_DECISIONS = LINES_PER_ROW * (ROWS_PER_RING - 1) - 8;

/** A decision without its key. */
export type StoredDecision = Omit<DecisionEntry, "keyId">;

/** Lines that go into one row of a ring. */
export interface DecisionChunk {
  readonly slot: number;
  /** How many rows were begun before this one, ever: a row of another lap is written over. */
  readonly lap: number;
  readonly text: string;
}

/** Where decisions go when so many were written before: into the row that is being filled, and into those after it. */
export function placeDecisions(writtenBefore: number, decisions: readonly StoredDecision[]): DecisionChunk[] {
  const chunks: DecisionChunk[] = [];
  for (let from = 0; from < decisions.length; ) {
    const lap = Math.floor((writtenBefore + from) / LINES_PER_ROW);
    const room = LINES_PER_ROW - ((writtenBefore + from) % LINES_PER_ROW);
    const text = decisions
      .slice(from, from + room)
      .map(writeLine)
      .join("");
    chunks.push({ slot: lap % ROWS_PER_RING, lap, text });
    from += room;
  }
  return chunks;
}

/**
 * The decisions in rows of a ring, the rows in the order of their laps; newest first, at most so many. A request of which two lines speak
 * is told by the later one, which knows how it ended.
 */
export function readDecisions(rows: readonly string[], most: number): StoredDecision[] {
  const byRequest = new Map<string, StoredDecision>();
  for (const line of rows.join("").split("\n")) {
    const decision = line === "" ? null : readLine(line);
    if (decision !== null) byRequest.set(decision.requestId, decision);
  }
  return [...byRequest.values()]
    .reverse()
    .sort((a, b) => b.atMs - a.atMs)
    .slice(0, most);
}

function writeLine({ requestId, atMs, outcome, reason, endpoint, method, status, range, told }: StoredDecision): string {
  const packed = told === undefined ? null : packTold(told);
  const more = packed === null ? [] : [packed];
  return `${JSON.stringify([requestId, atMs, OUTCOMES.indexOf(outcome), reason, endpoint, method, status, range, ...more])}\n`;
}

function readLine(line: string): StoredDecision | null {
  const [requestId, atMs, outcome, reason, endpoint, method, status, range, packed] = JSON.parse(line) as unknown[];
  const known = OUTCOMES[Number(outcome)];
  if (known === undefined) return null;
  const told = readTold(packed);
  return {
    requestId: String(requestId),
    atMs: Number(atMs),
    outcome: known,
    reason: String(reason),
    endpoint: String(endpoint),
    method: String(method),
    status: STATUS_CLASSES.find((digit) => digit === status) ?? 0,
    range: typeof range === "string" ? range : null,
    ...(told === null ? {} : { told }),
  };
}
