// A relay between client and server that a test can silence without closing anything, as a cable does that was pulled.
import { once } from "node:events";
import { createServer, type Server, type Socket, connect as tcpConnect } from "node:net";

/** Which way bytes stop: towards the client, or both. */
type Silence = "none" | "towards-client" | "both";

/** One connection's two sockets, and what each is still owed. */
interface Pair {
  readonly client: Socket;
  readonly server: Socket;
  readonly owedToClient: Buffer[];
  readonly owedToServer: Buffer[];
}

/** Starts a relay on a loopback port in front of the server that the URL names. */
export async function startRelay(serverUrl: string): Promise<Relay> {
  const relay = new Relay(new URL(serverUrl));
  await relay.start();
  return relay;
}

/** Started by `startRelay`. */
export class Relay {
  readonly #url: URL;
  readonly #upstream: URL;
  readonly #pairs = new Set<Pair>();
  readonly #listener: Server;
  #silence: Silence = "none";
  #isRefusing = false;

  constructor(upstream: URL) {
    this.#upstream = upstream;
    this.#url = new URL(upstream);
    this.#listener = createServer((client) => this.#accept(client));
  }

  /** The URL it was made for, with the relay's port. */
  get url(): string {
    return this.#url.href;
  }

  async start(): Promise<void> {
    this.#listener.listen(0, "127.0.0.1");
    await once(this.#listener, "listening");
    const address = this.#listener.address();
    if (address === null || typeof address === "string") throw new Error("the relay has no port");
    this.#url.hostname = "127.0.0.1";
    this.#url.port = String(address.port);
  }

  /** Holds bytes back from now on; connections stay open and new ones are accepted. "none" delivers what was held back. */
  silence(silence: Silence): void {
    this.#silence = silence;
    if (silence !== "none") return;
    for (const { client, server, owedToClient, owedToServer } of this.#pairs) {
      for (const chunk of owedToClient.splice(0)) client.write(chunk);
      for (const chunk of owedToServer.splice(0)) server.write(chunk);
      // Whoever left meanwhile, the other side hears of it now.
      if (client.destroyed) server.destroy();
      if (server.destroyed) client.destroy();
    }
  }

  /** Bytes that are being held back. */
  heldBytes(): number {
    const held = [...this.#pairs].flatMap(({ owedToClient, owedToServer }) => [...owedToClient, ...owedToServer]);
    return held.reduce((sum, chunk) => sum + chunk.length, 0);
  }

  /** Breaks every connection and refuses new ones until `admit`. */
  refuse(): void {
    this.#isRefusing = true;
    this.#breakAll();
  }

  admit(): void {
    this.#isRefusing = false;
  }

  async close(): Promise<void> {
    this.refuse();
    this.#listener.close();
    await once(this.#listener, "close");
  }

  #accept(client: Socket): void {
    if (this.#isRefusing) {
      client.destroy();
      return;
    }
    const server = tcpConnect(Number(this.#upstream.port), this.#upstream.hostname);
    const pair: Pair = { client, server, owedToClient: [], owedToServer: [] };
    this.#pairs.add(pair);
    client.on("data", (chunk) => (this.#silence === "both" ? pair.owedToServer.push(chunk) : server.write(chunk)));
    server.on("data", (chunk) => (this.#silence === "none" ? client.write(chunk) : pair.owedToClient.push(chunk)));
    for (const socket of [client, server]) {
      socket.on("error", () => {});
      socket.on("close", () => this.#left(pair));
    }
  }

  /** A silent relay tells neither side that the other has left. */
  #left(pair: Pair): void {
    if (this.#silence === "none" || this.#isRefusing) {
      pair.client.destroy();
      pair.server.destroy();
    }
    if (pair.client.destroyed && pair.server.destroyed) this.#pairs.delete(pair);
  }

  #breakAll(): void {
    for (const { client, server } of this.#pairs) {
      client.destroy();
      server.destroy();
    }
  }
}
