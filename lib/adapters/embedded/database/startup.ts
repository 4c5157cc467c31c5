// The first packet of a connection: encryption requests, cancel requests and the start-up message.
import { type Frame, readInt32, readText } from "./wire-frames";

const SSL_REQUEST = 80877103;
const GSS_REQUEST = 80877104;
const CANCEL_REQUEST = 80877102;

export type StartupRequest =
  /** The client would like encryption: the answer is one byte `N`, then it goes on in the clear (a Unix socket needs none). */
  | { kind: "encryption" }
  /** A running statement cannot be interrupted here. */
  | { kind: "cancel" }
  | { kind: "start"; minorVersion: number; protocolOptions: readonly string[] }
  | { kind: "unsupported"; version: string };

/**
 * Reads an untyped first packet. User, database and run-time settings in it are not used: the socket's file permissions decide who may
 * connect, there is one database, and settings would change every connection.
 */
export function readStartup(packet: Frame): StartupRequest {
  const code = readInt32(packet, 4);
  if (code === SSL_REQUEST || code === GSS_REQUEST) return { kind: "encryption" };
  if (code === CANCEL_REQUEST) return { kind: "cancel" };
  const major = code >> 16;
  const minorVersion = code & 0xffff;
  if (major !== 3) return { kind: "unsupported", version: `${major}.${minorVersion}` };
  return { kind: "start", minorVersion, protocolOptions: protocolOptions(packet) };
}

function protocolOptions(packet: Frame): string[] {
  const names: string[] = [];
  for (let at = 8; at < packet.length && packet[at] !== 0; ) {
    const name = readText(packet, at);
    if (name.text.startsWith("_pq_.")) names.push(name.text);
    at = readText(packet, name.next).next;
  }
  return names;
}
