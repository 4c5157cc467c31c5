// Times the open transaction of one connection: an owner that falls silent or holds on too long would stop everybody.

/** How long a transaction may keep the engine from the others. */
export interface TransactionLimits {
  /** Since the owner's last byte or the last reply to it. */
  silenceMs: number;
  /** Since the transaction began. */
  lifetimeMs: number;
}

/** Longer than a process waits for its turn on a machine that has too much to do; a client that is gone is known at once by its socket. */
export const TRANSACTION_LIMITS: TransactionLimits = { silenceMs: 3_000, lifetimeMs: 10_000 };

/** The application name of a connection that works while nobody else waits: before an instance serves, or while none does. */
export const LONG_TRANSACTIONS_APPLICATION = "keyfuse-long-transactions";

/** Long enough for a bootstrap file of a hundred thousand keys on a slow machine. */
export const LONG_TRANSACTION_LIMITS: TransactionLimits = { silenceMs: 30_000, lifetimeMs: 600_000 };

/** A watch over one connection; time is `performance.now()`, which never goes back. */
export class TransactionWatch {
  #limits: TransactionLimits;
  readonly #onOverdue: () => void;
  #beganAtMs: number | null = null;
  #heardAtMs = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(limits: TransactionLimits, onOverdue: () => void) {
    this.#limits = limits;
    this.#onOverdue = onOverdue;
  }

  /** Other limits from now on; to be called before a transaction is open. */
  limit(limits: TransactionLimits): void {
    this.#limits = limits;
  }

  /** The owner sent something or was answered. */
  heard(): void {
    if (this.#beganAtMs !== null) this.#heardAtMs = performance.now();
  }

  /** A transaction is open after a reply. */
  open(): void {
    const nowMs = performance.now();
    this.#beganAtMs ??= nowMs;
    this.#heardAtMs = nowMs;
    this.#arm(nowMs);
  }

  /** No transaction is open. */
  stop(): void {
    this.#beganAtMs = null;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** Is the transaction over one of its limits now? */
  isOverdue(): boolean {
    return this.#beganAtMs !== null && this.#dueAtMs(this.#beganAtMs) <= performance.now();
  }

  /** Has the transaction outlived its limit, however busy its owner is? */
  isTooOld(): boolean {
    return this.#beganAtMs !== null && this.#beganAtMs + this.#limits.lifetimeMs <= performance.now();
  }

  #dueAtMs(beganAtMs: number): number {
    return Math.min(beganAtMs + this.#limits.lifetimeMs, this.#heardAtMs + this.#limits.silenceMs);
  }

  /** One timer at a time, which looks again when it fires: re-arming on every frame would cost more than it finds. */
  #arm(nowMs: number): void {
    if (this.#timer !== null || this.#beganAtMs === null) return;
    this.#timer = setTimeout(() => this.#look(), Math.max(1, Math.ceil(this.#dueAtMs(this.#beganAtMs) - nowMs)));
  }

  #look(): void {
    this.#timer = null;
    if (!this.isOverdue()) {
      this.#arm(performance.now());
      return;
    }
    // What the owner sent while this thread was busy is still in the socket; it is read before an immediate runs.
    setImmediate(() => {
      if (this.isOverdue()) this.#onOverdue();
      else this.#arm(performance.now());
    });
  }
}
