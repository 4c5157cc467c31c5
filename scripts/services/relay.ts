// A relay between client and server that a test can silence without closing anything, as a cable does that was pulled.
import { once } from "node:events";
import { createServer, type Socket, connect as tcpConnect } from "node:net";

/** Which way bytes stop: towards the server, towards the client, or both. */
export type Silence = "none" | "towards-client" | "both";

export interface Relay {
  /** The URL it was made for, with the relay's port. */
  readonly url: string;
  /** Holds bytes back from now on; connections stay open and new ones are accepted. "none" delivers what was held back. */
  silence(silence: Silence): void;
  /** Bytes that are being held back. */
  heldBytes(): number;
  /** Breaks every connection and refuses new ones until `admit`. */
  refuse(): void;
  admit(): void;
  close(): Promise<void>;
}

interface Side {
  readonly socket: Socket;
  readonly held: Buffer[];
}

/** Starts a relay on a loopback port in front of the server that the URL names. */
export async function startRelay(serverUrl: string): Promise<Relay> {
  const server = new URL(serverUrl);
  const pairs = new Set<{ client: Side; server: Side }>();
  let silence: Silence = "none";
  let isRefusing = false;

  const listener = createServer((client) => {
    if (isRefusing) {
      client.destroy();
      return;
    }
    const upstream = tcpConnect(Number(server.port), server.hostname);
    const pair = { client: { socket: client, held: [] }, server: { socket: upstream, held: [] } };
    pairs.add(pair);
    forward(client, pair.server, () => silence === "both");
    forward(upstream, pair.client, () => silence !== "none");
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      socket.on("error", () => {});
      socket.on("close", () => {
        if (silence === "none" || isRefusing) other.destroy();
        if (client.destroyed && upstream.destroyed) pairs.delete(pair);
      });
    }
  });
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const address = listener.address();
  if (address === null || typeof address === "string") throw new Error("the relay has no port");
  const url = new URL(server);
  url.hostname = "127.0.0.1";
  url.port = String(address.port);

  const destroyAll = (): void => {
    for (const { client, server: upstream } of pairs) {
      client.socket.destroy();
      upstream.socket.destroy();
    }
  };
  const sides = (): Side[] => [...pairs].flatMap((pair) => [pair.client, pair.server]);

  return {
    url: url.href,
    silence(wanted) {
      silence = wanted;
      if (wanted !== "none") return;
      for (const { socket, held } of sides()) for (const chunk of held.splice(0)) socket.write(chunk);
      for (const { client, server: upstream } of pairs) {
        if (client.socket.destroyed !== upstream.socket.destroyed) [client, upstream].map((side) => side.socket.destroy());
      }
    },
    heldBytes: () => sides().reduce((sum, { held }) => sum + held.reduce((bytes, chunk) => bytes + chunk.length, 0), 0),
    refuse() {
      isRefusing = true;
      destroyAll();
    },
    admit() {
      isRefusing = false;
    },
    async close() {
      destroyAll();
      listener.close();
      await once(listener, "close");
    },
  };
}

function forward(from: Socket, to: Side, isSilent: () => boolean): void {
  from.on("data", (chunk) => {
    if (isSilent()) to.held.push(chunk);
    else if (!to.socket.destroyed) to.socket.write(chunk);
  });
}
