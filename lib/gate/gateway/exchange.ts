// One call to an upstream as undici tells it, turned into one outcome: a head with its body, a switched connection, or a failure.
import type { Duplex } from "node:stream";
import type { Dispatcher } from "undici";
import type { HeaderLine } from "@/lib/core/http";
import { UpstreamBody } from "./upstream-body";

/** Why a call came to nothing before its head. */
export type ExchangeFailure = "client_gone" | "overrun" | "timeout" | "unreachable" | "unsendable";

/** What a call came to. */
export type ExchangeOutcome =
  | {
      readonly kind: "head";
      readonly status: number;
      readonly headers: readonly HeaderLine[];
      readonly body: null | Uint8Array | AsyncIterable<Uint8Array>;
    }
  | { readonly kind: "switched"; readonly headers: readonly HeaderLine[]; readonly socket: Duplex }
  | { readonly kind: "failed"; readonly failure: ExchangeFailure; readonly error: Error };

interface Head {
  readonly status: number;
  readonly headers: readonly HeaderLine[];
}

// undici's own names for a request it will not write: header bytes or a length that HTTP/1.1 does not know.
const UNSENDABLE: ReadonlySet<unknown> = new Set(["UND_ERR_INVALID_ARG", "UND_ERR_NOT_SUPPORTED", "UND_ERR_REQ_CONTENT_LENGTH_MISMATCH"]);
const TIMED_OUT: ReadonlySet<unknown> = new Set(["UND_ERR_CONNECT_TIMEOUT", "UND_ERR_HEADERS_TIMEOUT", "ETIMEDOUT"]);

/** A handler for `Dispatcher.dispatch` that can be given up at any time. */
export class Exchange implements Dispatcher.DispatchHandler {
  /** Resolves once; never rejects. */
  readonly outcome: Promise<ExchangeOutcome>;
  readonly #isHead: boolean;
  readonly #onEnd: () => void;
  #settle: (outcome: ExchangeOutcome) => void = () => {};
  #controller: Dispatcher.DispatchController | null = null;
  #head: Head | null = null;
  #body: UpstreamBody | null = null;
  #isOver = false;

  /** `onEnd` is called once, when neither outcome nor body can change any more. */
  constructor(method: string, onEnd: () => void) {
    this.#isHead = method === "HEAD";
    this.#onEnd = onEnd;
    this.outcome = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  /** Whether the upstream's head is still to come. */
  get isWaiting(): boolean {
    return this.#head === null && !this.#isOver;
  }

  /** Ends the call: without a head its outcome is that failure, after the head the body breaks off. */
  giveUp(failure: ExchangeFailure, error: Error): void {
    if (this.#isOver) return;
    this.#fail(failure, error);
    this.#controller?.abort(error);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // Given up while it waited for a connection: undici has no earlier moment at which it can be told.
    if (this.#isOver) controller.abort(new Error("The call was given up before it was sent"));
  }

  onRequestUpgrade(controller: Dispatcher.DispatchController, _status: number, _headers: unknown, socket: Duplex): void {
    if (this.#isOver) {
      socket.destroy();
      return;
    }
    this.#over();
    this.#settle({ kind: "switched", headers: headerLines(controller), socket });
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number): void {
    if (status < 200 || this.#isOver) return;
    this.#head = { status, headers: headerLines(controller) };
    this.#body = new UpstreamBody({
      pause: () => controller.pause(),
      resume: () => controller.resume(),
      cancel: () => this.giveUp("client_gone", new Error("The reader of the answer left")),
    });
    // A short answer arrives in one read: by the end of this turn it is complete and can be sent in one write.
    queueMicrotask(() => this.#settleHead());
  }

  onResponseData(_controller: Dispatcher.DispatchController, piece: Uint8Array): void {
    this.#body?.push(piece);
  }

  onResponseEnd(): void {
    if (this.#isOver) return;
    this.#over();
    this.#body?.finish(null);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (!this.#isOver) this.#fail(failureOf(error), error);
  }

  #settleHead(): void {
    if (this.#head === null || this.#body === null) return;
    const { status, headers } = this.#head;
    const hasNoBody = this.#isHead || status === 204 || status === 304;
    this.#settle({ kind: "head", status, headers, body: hasNoBody ? null : this.#body.settled() });
  }

  /** A failure in the turn of the head itself still settles first, so that no byte of a broken answer leaves. */
  #fail(failure: ExchangeFailure, error: Error): void {
    this.#over();
    this.#settle({ kind: "failed", failure, error });
    this.#body?.finish(error);
  }

  #over(): void {
    this.#isOver = true;
    this.#onEnd();
  }
}

function failureOf(error: Error): ExchangeFailure {
  const { code } = error as NodeJS.ErrnoException;
  if (UNSENDABLE.has(code)) return "unsendable";
  return TIMED_OUT.has(code) ? "timeout" : "unreachable";
}

/** The lines as they stood on the wire, repetitions included; bytes beyond ASCII pass one to one as Latin-1. */
function headerLines(controller: Dispatcher.DispatchController): HeaderLine[] {
  const raw = controller.rawHeaders;
  if (!Array.isArray(raw)) return [];
  const lines: HeaderLine[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) lines.push([text(raw[index]), text(raw[index + 1])]);
  return lines;
}

function text(bytes: Buffer | string | undefined): string {
  return typeof bytes === "string" ? bytes : (bytes?.toString("latin1") ?? "");
}
