// What the gate needs in order to count what it decided, and what counting needs of a database.
import type { DenialCode } from "@/lib/core/denials/denial";
import type { StatusClass } from "@/lib/core/usage/outcome";
import type { ToldRefusal } from "@/lib/core/usage/told-refusal";
import type { JournalPosition, UsageBatch } from "@/lib/core/usage/usage-batch";
import type { Soon } from "./gate-ports";

/** What is counted of a request whose caller is known. */
export interface CountedRequest {
  readonly requestId: string;
  readonly atMs: number;
  readonly apiId: string;
  /** The key's UUID; for a token without a key `iss` + space + `sub`. */
  readonly caller: string;
  readonly isKey: boolean;
  readonly tenantId: string | null;
  readonly endpoint: string;
  readonly method: string;
  readonly cost: number;
  readonly peer: string | null;
  readonly agent: string | null;
}

/** How an admitted request ended. */
export interface RequestEnd {
  readonly status: StatusClass;
  readonly bytes: number;
  readonly latencyMs: number;
  readonly isAborted: boolean;
}

/** An admitted request whose end is still to come. */
export interface OpenRequest {
  /** Says how it ended, once. */
  finish(end: RequestEnd): void;
}

/** Counts each request exactly once, and loses none that was answered, whatever kills the process. */
export interface UsageSink {
  /** Whether another request can be counted now. Where not, nothing may be admitted: the client is asked to come again. */
  readonly canCount: boolean;
  /** Counts an admitted request before its upstream is called. Rejects only when it could not be counted. */
  admit(request: CountedRequest): Soon<OpenRequest>;
  /** Counts a request that is answered without an upstream: admission and end in one. */
  serve(request: CountedRequest, end: RequestEnd): Soon<void>;
  /** Counts a refusal of a known caller: nothing was taken. `told` is for whoever looks for the request later; a crash may lose it. */
  refuse(request: CountedRequest, reason: DenialCode, status: number, told?: ToldRefusal): Soon<void>;
  /**
   * Runs `act` (a call upstream, bytes of an answer) once everything that was counted before in this turn would survive the process.
   * Acts run in the order in which they were given. `act` does not throw.
   */
  whenSafe(act: () => void): void;
}

/** A refusal of a request whose caller is not known. */
export interface UnknownRefusal {
  readonly requestId: string;
  readonly atMs: number;
  readonly apiId: string;
  readonly reason: DenialCode;
  readonly status: StatusClass;
  /** As usage names it; empty where it is not known. */
  readonly method: string;
  /** A registered template or UNMATCHED; empty where it is not known. */
  readonly endpoint: string;
  /** The client's address shortened to its range; null where it is not known. */
  readonly range: string | null;
  /** null = not kept. */
  readonly told: ToldRefusal | null;
}

/** Remembers refusals without a known caller, apart from what is counted for callers: strangers can cause any number of them. */
export interface UnknownRefusals {
  /** Notes one. Returns at once and never throws; what was noted in the last second may be lost with the process. */
  note(refusal: UnknownRefusal): void;
}

/** Units that a caller took in one minute: what windows are rebuilt from. */
export interface MinuteUnits {
  readonly apiId: string;
  readonly caller: string;
  readonly tenantId: string | null;
  readonly units: number;
  readonly lastAtMs: number;
}

/** The sums of all processes. */
export interface UsageStore {
  /**
   * Adds a batch in one transaction with its position. Where the stored position is not `from`, somebody applied it already (or something
   * of it): nothing is added, and the answer is the stored position. Rejects when the database cannot be asked; then the same batch may be tried again.
   */
  fold(batch: UsageBatch): Promise<JournalPosition>;
  /** How far that journal is accounted for; null = not at all. */
  positionOf(journal: string): Promise<JournalPosition | null>;
  /** Units by minute, API and caller since that instant, oldest first, in pieces. */
  unitsSince(sinceMs: number): AsyncIterable<readonly MinuteUnits[]>;
}
