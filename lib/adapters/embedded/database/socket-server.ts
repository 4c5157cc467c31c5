// The Unix socket that PostgreSQL clients connect to: accepts connections and gives them turns at the one engine.
import { chmodSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import type { Engine } from "./engine";
import { type Reply, readReply } from "./reply";
import { queryFrame } from "./server-frames";
import { Session } from "./session";
import { TRANSACTION_LIMITS, type TransactionLimits } from "./transaction-watch";
import { TurnQueue } from "./turn-queue";

/** A socket that is bound but may not serve yet: connections wait until the engine is there. */
export interface SocketServer {
  /** Starts answering. */
  serve(engine: Engine): void;
  /** Runs frames between the connections' batches. */
  enqueue(frames: Uint8Array, onReply: (reply: Reply) => void): void;
  /** Stops accepting, disconnects everybody, removes the socket. */
  close(): Promise<void>;
}

/**
 * Binds the socket, readable and writable for its owner alone. Rejects with EADDRINUSE when the file exists.
 * @param limits how long a transaction may hold the others up
 */
export async function bindSocket(socketPath: string, limits: TransactionLimits = TRANSACTION_LIMITS): Promise<SocketServer> {
  const pending = new Set<Socket>();
  let accept = (socket: Socket): void => void pending.add(socket);
  const server = createServer({ pauseOnConnect: true }, (socket) => {
    socket.on("error", () => socket.destroy()); // a client that vanished; its "close" event does the rest
    accept(socket);
  });
  await listen(server, socketPath);
  chmodSync(socketPath, 0o600);
  const floor = new Floor(limits);
  return {
    serve(engine) {
      floor.open(engine);
      accept = (socket) => floor.admit(socket, engine);
      for (const socket of pending) accept(socket);
      pending.clear();
    },
    enqueue: (frames, onReply) => floor.enqueue(frames, onReply),
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of pending) socket.destroy();
      floor.dismiss();
      await closed;
    },
  };
}

/** All sessions and the queue between them and the engine. */
class Floor {
  readonly #limits: TransactionLimits;
  readonly #queue = new TurnQueue();
  readonly #sessions = new Map<Session, Socket>();
  #engine: Engine | null = null;
  #connectionCount = 0;
  #isAwake = false;

  constructor(limits: TransactionLimits) {
    this.#limits = limits;
  }

  open(engine: Engine): void {
    this.#engine = engine;
  }

  admit(socket: Socket, engine: Engine): void {
    this.#connectionCount += 1;
    const session = new Session(socket, this.#connectionCount, {
      engine,
      queue: this.#queue,
      limits: this.#limits,
      wake: () => this.#wake(),
      publish: (reply, sender) => this.#publish(reply, sender),
    });
    this.#sessions.set(session, socket);
    socket.on("data", (chunk) => session.receive(chunk));
    socket.on("close", () => {
      session.close();
      this.#sessions.delete(session);
      for (const channel of session.channels) this.#unlistenWhenUnheard(channel);
    });
    socket.resume();
  }

  enqueue(frames: Uint8Array, onReply: (reply: Reply) => void): void {
    this.#queue.enqueue({
      take: () => {
        if (this.#engine !== null) onReply(readReply(this.#engine.run(frames)));
        return "done";
      },
    });
    this.#wake();
  }

  dismiss(): void {
    for (const [session, socket] of this.#sessions) {
      session.close();
      socket.destroy();
    }
  }

  /** The engine listens for all; looked at in a turn of its own, when no LISTEN is half done. */
  #unlistenWhenUnheard(channel: string): void {
    this.#queue.enqueue({
      take: () => {
        const isHeard = [...this.#sessions.keys()].some((session) => session.channels.has(channel));
        if (!isHeard) this.#engine?.run(queryFrame(`UNLISTEN "${channel.replaceAll('"', '""')}"`));
        return "done";
      },
    });
    this.#wake();
  }

  /** One turn per pass of the event loop, so that sockets are read between two statements. */
  #wake(): void {
    if (this.#isAwake) return;
    this.#isAwake = true;
    setImmediate(() => {
      this.#isAwake = false;
      if (this.#queue.runNext()) this.#wake();
    });
  }

  #publish(reply: Reply, senderProcessId: number): void {
    for (const { channel, frame } of reply.notifications) {
      const signed = frame.slice();
      new DataView(signed.buffer).setInt32(5, senderProcessId);
      for (const session of this.#sessions.keys()) session.hear(channel, signed);
    }
  }
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, () => {
      server.off("error", reject);
      resolve();
    });
  });
}
