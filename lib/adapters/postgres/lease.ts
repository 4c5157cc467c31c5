// The lease: proof, renewed four times a second, that this process hears every change of keys.
import { randomBytes } from "node:crypto";
import { performance } from "node:perf_hooks";
import { type KeyChange, readKeyChange } from "@/lib/ports/key-change";
import type { Trust } from "@/lib/ports/key-source";
import { BARRIER_CHANNEL, BARRIER_DONE_CHANNEL, CATALOGUE_CHANNEL, KEYS_CHANNEL } from "./channels";
import { openListener } from "./listener";
import type { DatabaseTarget } from "./open-database";

const BEAT_EVERY_MS = 250;
/** How long a beat is believed, counted from when it was sent. */
export const LEASE_MS = 900;
/** A connection that returns none of so many beats gets no more of them; the listener gives it up by itself. */
const MOST_BEATS_UNDER_WAY = 16;

export interface LeaseOptions {
  onKeyChange(change: KeyChange): void;
  /** Changes of keys may have been missed: drop every key that is remembered. */
  onReset(): void;
  /** The catalogue changed, or may have: read it anew. Barriers wait for it. */
  onCatalogueChange(): void | Promise<void>;
  /** Changes are not heard any more; the lease runs out and reconnecting goes on. */
  onLost?(cause: Error): void;
  /** Reading the catalogue or answering a barrier failed; the lease goes on. */
  onFault?(cause: unknown): void;
}

export interface Lease extends Trust {
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

  /** A channel of this process alone: no other needs to hear its beats. */
  readonly #beatChannel = `keyfuse_beat_${randomBytes(8).toString("hex")}`;
  readonly #options: LeaseOptions;
  readonly #listener: ReturnType<typeof openListener>;
  readonly #sentAtMs = new Map<number, number>();
  #beats = 0;
  #timer: NodeJS.Timeout | undefined;
  /** Settles when everything that was heard so far has been acted on. */
  #acted: Promise<void> = Promise.resolve();

  constructor(target: DatabaseTarget, options: LeaseOptions) {
    this.#options = options;
    this.#listener = openListener(target, {
      channels: [this.#beatChannel, KEYS_CHANNEL, CATALOGUE_CHANNEL, BARRIER_CHANNEL],
      onNotification: (channel, payload) => this.#hear(channel, payload),
      onConnected: () => this.#begin(),
      onLost: (cause) => this.#lose(cause),
    });
  }

  start(): void {
    this.#timer = setInterval(() => this.#beat(), BEAT_EVERY_MS);
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
    this.#beat();
  }

  #lose(cause: Error): void {
    this.untilMs = Number.NEGATIVE_INFINITY;
    this.#sentAtMs.clear();
    this.#options.onLost?.(cause);
  }

  #beat(): void {
    if (this.#sentAtMs.size >= MOST_BEATS_UNDER_WAY) return;
    const beat = ++this.#beats;
    this.#sentAtMs.set(beat, performance.now());
    // A beat that cannot be sent renews nothing; the listener says by itself when the connection is lost.
    this.#listener.notify(this.#beatChannel, String(beat)).catch(() => this.#sentAtMs.delete(beat));
  }

  #hear(channel: string, payload: string): void {
    if (channel === this.#beatChannel) this.#renew(Number(payload));
    else if (channel === KEYS_CHANNEL) this.#options.onKeyChange(readKeyChange(payload));
    else if (channel === CATALOGUE_CHANNEL) this.#act(() => this.#options.onCatalogueChange());
    else if (channel === BARRIER_CHANNEL) this.#act(() => this.#listener.notify(BARRIER_DONE_CHANNEL, payload));
  }

  #renew(beat: number): void {
    const sentAtMs = this.#sentAtMs.get(beat);
    if (sentAtMs === undefined) return;
    this.untilMs = Math.max(this.untilMs, sentAtMs + LEASE_MS);
    for (const sent of this.#sentAtMs.keys()) if (sent <= beat) this.#sentAtMs.delete(sent);
  }

  /** Acts on what was heard, in the order in which it was heard. */
  #act(action: () => void | Promise<void>): void {
    this.#acted = this.#acted.then(action).catch((cause: unknown) => this.#options.onFault?.(cause));
  }
}
