// The lease: proof, renewed four times a second, that this process hears every change of keys and every revocation of tokens.
import { randomBytes } from "node:crypto";
import { performance } from "node:perf_hooks";
import { type KeyChange, readKeyChange } from "@/lib/ports/key-change";
import type { Trust } from "@/lib/ports/key-source";
import { BARRIER_CHANNEL, BARRIER_DONE_CHANNEL, CATALOGUE_CHANNEL, KEYS_CHANNEL, REVOCATIONS_CHANNEL } from "./channels";
import { openListener } from "./listener";
import type { DatabaseTarget } from "./open-database";

const BEAT_EVERY_MS = 250;
/** How long a beat is believed, counted from when it was sent. */
export const LEASE_MS = 900;

export interface LeaseOptions {
  onKeyChange(change: KeyChange): void;
  /** Changes may have been missed: drop every key that is remembered, and read all revocations. */
  onReset(): void;
  /** Tokens were revoked; `payload` as REVOCATIONS_CHANNEL says. */
  onRevocation?(payload: string): void;
  /** The catalogue changed, or may have: read it anew. Barriers wait for it. */
  onCatalogueChange(): void | Promise<void>;
  /** Changes are not heard any more; the lease runs out and reconnecting goes on. */
  onLost?(cause: Error): void;
  /** Reading the catalogue or answering a barrier failed; the lease goes on. */
  onFault?(cause: unknown): void;
}

export interface Lease extends Trust {
  /** Every change that was committed before this instant of the monotonic clock has been heard. Never goes back, whatever was lost since. */
  readonly heardAtMs: number;
  close(): Promise<void>;
}

/**
 * Hears changes over a connection of its own that notifies itself with a number. PostgreSQL delivers notifications in the order of their
 * commits, so the number that comes back proves that every change committed before it was sent has been heard.
 */
export function openLease(target: DatabaseTarget, options: LeaseOptions): Lease {
  const lease = new BeatingLease(target, options);
  lease.start();
  return lease;
}

class BeatingLease implements Lease {
  untilMs = Number.NEGATIVE_INFINITY;
  heardAtMs = Number.NEGATIVE_INFINITY;

  /** A channel of this process alone: no other needs to hear its beats. */
  readonly #beatChannel = `keyfuse_beat_${randomBytes(8).toString("hex")}`;
  readonly #options: LeaseOptions;
  readonly #listener: ReturnType<typeof openListener>;
  /** The last beat: its number, when it was sent, and whether the connection still owes its answer. */
  #beat = { number: 0, sentAtMs: Number.NEGATIVE_INFINITY, isUnderWay: false };
  #timer: NodeJS.Timeout | undefined;
  /** Settles when everything that was heard so far has been acted on. */
  #acted: Promise<void> = Promise.resolve();

  constructor(target: DatabaseTarget, options: LeaseOptions) {
    this.#options = options;
    this.#listener = openListener(target, {
      channels: [this.#beatChannel, KEYS_CHANNEL, REVOCATIONS_CHANNEL, CATALOGUE_CHANNEL, BARRIER_CHANNEL],
      onNotification: (channel, payload) => this.#hear(channel, payload),
      onConnected: () => this.#begin(),
      onLost: (cause) => this.#lose(cause),
    });
  }

  start(): void {
    this.#timer = setInterval(() => void this.#sendBeat(), BEAT_EVERY_MS);
    this.#timer.unref();
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.untilMs = Number.NEGATIVE_INFINITY;
    await this.#listener.close();
  }

  /** From now on changes are heard; what was remembered before may be older than one that was missed. */
  #begin(): void {
    this.#options.onReset();
    this.#act(() => this.#options.onCatalogueChange());
    void this.#sendBeat();
  }

  #lose(cause: Error): void {
    this.untilMs = Number.NEGATIVE_INFINITY;
    this.#options.onLost?.(cause);
  }

  /** One at a time: a connection answers in order, and a beat that waits in a queue would renew less the longer it waits. */
  async #sendBeat(): Promise<void> {
    if (this.#beat.isUnderWay) return;
    const beat = { number: this.#beat.number + 1, sentAtMs: performance.now(), isUnderWay: true };
    this.#beat = beat;
    try {
      await this.#listener.notify(this.#beatChannel, String(beat.number));
    } catch {
      // It renews nothing; the listener says by itself when the connection is lost.
    } finally {
      beat.isUnderWay = false;
    }
  }

  #hear(channel: string, payload: string): void {
    if (channel === this.#beatChannel) this.#renew(Number(payload));
    else if (channel === KEYS_CHANNEL) this.#options.onKeyChange(readKeyChange(payload));
    else if (channel === REVOCATIONS_CHANNEL) this.#options.onRevocation?.(payload);
    else if (channel === CATALOGUE_CHANNEL) this.#act(() => this.#options.onCatalogueChange());
    else if (channel === BARRIER_CHANNEL) this.#act(() => this.#listener.notify(BARRIER_DONE_CHANNEL, payload));
  }

  #renew(number: number): void {
    if (number !== this.#beat.number) return;
    this.heardAtMs = this.#beat.sentAtMs;
    this.untilMs = this.#beat.sentAtMs + LEASE_MS;
  }

  /** Acts on what was heard, in the order in which it was heard. */
  #act(action: () => void | Promise<void>): void {
    this.#acted = this.#acted.then(action).catch((cause: unknown) => this.#options.onFault?.(cause));
  }
}
