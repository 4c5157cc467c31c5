// Counts requests in the journal of this process, and sums them up for the next fold.
import type { DenialCode } from "@/lib/core/denials/denial";
import { type StatusClass, statusClass } from "@/lib/core/usage/outcome";
import type { Noted } from "@/lib/core/usage/places";
import { type Taken, Tally, type Totals } from "@/lib/core/usage/tally";
import type { ToldRefusal } from "@/lib/core/usage/told-refusal";
import type { JournalPosition } from "@/lib/core/usage/usage-batch";
import type { CountedRequest, OpenRequest, RequestEnd, UsageSink } from "@/lib/ports/usage-ports";
import type { Counting } from "./folding";
import type { Entry, JournalWriter } from "./journal-writer";

const ADMITTED: Entry = { kind: "admitted" };

/** The sink over a journal. Nothing of it waits. */
export class JournalSink implements UsageSink, Counting {
  readonly #writer: JournalWriter;
  readonly #tally = new Tally();
  #isMarked = false;

  constructor(writer: JournalWriter) {
    this.#writer = writer;
  }

  get canCount(): boolean {
    return this.#writer.canCount;
  }

  get position(): JournalPosition {
    return this.#writer.position;
  }

  get size(): number {
    return this.#tally.size;
  }

  /** Requests since this process began to count. */
  get totals(): Readonly<Totals> {
    return this.#tally.totals;
  }

  /** Throws where no room is left. */
  admit(request: CountedRequest): OpenRequest {
    const place = this.#tally.placeOf(request);
    this.#append(this.#writer.append(place, request, ADMITTED));
    return new AdmittedRequest(this, request, this.#tally.admitted(place, request));
  }

  /** Throws where no room is left. */
  serve(request: CountedRequest, end: RequestEnd): void {
    const place = this.#tally.placeOf(request);
    this.#append(this.#writer.append(place, request, { kind: "served", end }));
    this.#tally.served(place, request, end);
  }

  /** Throws where no room is left. */
  refuse(request: CountedRequest, reason: DenialCode, status: number, told?: ToldRefusal): void {
    const place = this.#tally.placeOf(request, reason);
    const answered = statusClass(status);
    this.#append(this.#writer.append(place, request, { kind: "refused", status: answered }));
    this.#tally.refused(place, request, answered, told);
  }

  /** Moves a request that was admitted to its class; where no room is left it stays in class 0, counted all the same. */
  finish(request: CountedRequest, end: RequestEnd, noted: Noted | null): void {
    const place = this.#tally.placeOf(request);
    if (this.#writer.append(place, request, { kind: "finished", end })) this.#tally.finished(place, request, end, noted);
  }

  whenSafe(act: () => void): void {
    this.#writer.whenSafe(act);
  }

  /** Adds to the next fold what no journal keeps: a refusal without a known key. A crash may lose it. */
  addUnknownRefusal(apiId: string, reason: DenialCode, status: StatusClass, atMs: number): void {
    const facts = { apiId, caller: "", isKey: false, tenantId: null, endpoint: "", method: "" };
    const request = { ...facts, requestId: "", atMs, cost: 0, peer: null };
    this.#tally.refused(this.#tally.placeOf(request, reason), request, status);
    this.#isMarked = true;
  }

  take(): { readonly taken: Taken; readonly position: JournalPosition } | null {
    if (this.#tally.size === 0) return null;
    // A batch that moves no position could be applied twice. Without room for a mark it waits.
    if (this.#isMarked && !this.#writer.mark()) return null;
    this.#isMarked = false;
    this.#writer.flush();
    return { taken: this.#tally.take(), position: this.#writer.position };
  }

  #append(isAppended: boolean): void {
    if (!isAppended) throw new Error("The usage journal has no room left");
  }
}

class AdmittedRequest implements OpenRequest {
  readonly #sink: JournalSink;
  readonly #request: CountedRequest;
  readonly #noted: Noted | null;
  #isFinished = false;

  constructor(sink: JournalSink, request: CountedRequest, noted: Noted | null) {
    this.#sink = sink;
    this.#request = request;
    this.#noted = noted;
  }

  finish(end: RequestEnd): void {
    if (this.#isFinished) return;
    this.#isFinished = true;
    this.#sink.finish(this.#request, end, this.#noted);
  }
}
