// One connection that hears notifications: connects, listens, reconnects, and says when it can be relied on.
import { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { connectionConfig, type DatabaseTarget } from "./open-database";

export interface ListenerOptions {
  channels: readonly string[];
  onNotification(channel: string, payload: string): void;
  /** Every channel is being heard from now on; whatever was sent before may have been missed. */
  onConnected?(): void;
  /** Nothing is heard any more; reconnecting has begun. Called once per lost connection and once per failed attempt. */
  onLost?(cause: Error): void;
}

export interface Listener {
  /**
   * Sends a notification on the listening connection itself, so that whatever was committed before is heard before it.
   * Rejects when there is no connection, or when it does not answer in time (then it is given up and made anew).
   */
  notify(channel: string, payload: string): Promise<void>;
  /** Ends for good; no callback comes afterwards. */
  close(): Promise<void>;
}

/** A connection that answers nothing for this long is half-open: the other side went away without saying so. */
const ANSWER_TIMEOUT_MS = 2_000;
const FIRST_RETRY_MS = 50;
const LAST_RETRY_MS = 2_000;

/**
 * Opens a listener; it connects in the background and never gives up before `close`.
 * @param target with a transaction pooler in between, the server's own URL: LISTEN needs a session
 */
export function openListener(target: DatabaseTarget, options: ListenerOptions): Listener {
  const listener = new ReconnectingListener(target, options);
  listener.start();
  return listener;
}

interface Connection {
  client: Client;
  /** Settles when the connection is gone, with the reason. */
  lost: Promise<Error>;
  /** Ends the connection without asking the other side. */
  cut(): void;
}

class ReconnectingListener implements Listener {
  readonly #target: DatabaseTarget;
  readonly #options: ListenerOptions;
  readonly #closing = new AbortController();
  #connection: Connection | null = null;
  #running: Promise<void> = Promise.resolve();

  constructor(target: DatabaseTarget, options: ListenerOptions) {
    this.#target = target;
    this.#options = options;
  }

  start(): void {
    this.#running = this.#run();
  }

  async notify(channel: string, payload: string): Promise<void> {
    const connection = this.#connection;
    if (connection === null) throw new Error("the listening connection is down");
    await answered(connection, connection.client.query("SELECT pg_notify($1, $2)::text", [channel, payload]));
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#connection?.cut();
    await this.#running;
  }

  async #run(): Promise<void> {
    let retryMs = FIRST_RETRY_MS;
    while (!this.#closing.signal.aborted) {
      try {
        const connection = await this.#connect();
        retryMs = FIRST_RETRY_MS;
        throw await connection.lost;
      } catch (error) {
        this.#connection = null;
        if (this.#closing.signal.aborted) return;
        this.#options.onLost?.(error as Error);
        // Spread out, so that many instances do not return to a restarted server in one instant.
        await sleep(retryMs * (0.5 + Math.random() / 2), undefined, { signal: this.#closing.signal }).catch(() => {});
        retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
      }
    }
  }

  async #connect(): Promise<Connection> {
    const connection = openConnection(this.#target);
    const cut = (): void => connection.cut();
    this.#closing.signal.addEventListener("abort", cut, { once: true });
    try {
      connection.client.on("notification", ({ channel, payload }) => {
        if (!this.#closing.signal.aborted) this.#options.onNotification(channel, payload ?? "");
      });
      await answered(connection, connection.client.connect());
      const listens = this.#options.channels.map((channel) => `LISTEN ${connection.client.escapeIdentifier(channel)}`);
      await answered(connection, connection.client.query(listens.join("; ")));
    } catch (error) {
      connection.cut();
      throw error;
    } finally {
      this.#closing.signal.removeEventListener("abort", cut);
    }
    this.#connection = connection;
    if (!this.#closing.signal.aborted) this.#options.onConnected?.();
    return connection;
  }
}

function openConnection(target: DatabaseTarget): Connection {
  const socket = new Socket();
  const client = new Client({ ...connectionConfig(target), stream: () => socket });
  const lost = new Promise<Error>((resolve) => {
    client.once("error", resolve);
    client.once("end", () => resolve(new Error("the listening connection ended")));
  });
  client.on("error", () => {}); // a broken connection reports several errors; the first is the reason
  return { client, lost, cut: () => void socket.destroy() };
}

/** Waits for an answer, no longer than a living server needs. */
async function answered(connection: Connection, answer: Promise<unknown>): Promise<void> {
  const timer = setTimeout(() => connection.cut(), ANSWER_TIMEOUT_MS);
  try {
    await Promise.race([answer, connection.lost.then((cause) => Promise.reject(cause))]);
  } finally {
    clearTimeout(timer);
    answer.catch(() => {}); // it fails a second time when the connection is cut
  }
}
