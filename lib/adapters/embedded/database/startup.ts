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
  | { kind: "start"; minorVersion: number; protocolOptions: readonly string[]; applicationName: string | null }
  | { kind: "unsupported"; version: string };

/**
 * Reads an untyped first packet. User, database and other run-time settings than the application's name are not used: the socket's file
 * permissions decide who may connect, there is one database, and settings would change every connection.
 */
export function readStartup(packet: Frame): StartupRequest {
  const code = readInt32(packet, 4);
  if (code === SSL_REQUEST || code === GSS_REQUEST) return { kind: "encryption" };
  if (code === CANCEL_REQUEST) return { kind: "cancel" };
  const major = code >> 16;
  const minorVersion = code & 0xffff;
  if (major !== 3) return { kind: "unsupported", version: `${major}.${minorVersion}` };
  const parameters = readParameters(packet);
  const protocolOptions = parameters.flatMap(([name]) => (name.startsWith("_pq_.") ? [name] : []));
  const applicationName = parameters.find(([name]) => name === "application_name")?.[1] ?? null;
  return { kind: "start", minorVersion, protocolOptions, applicationName };
}

function readParameters(packet: Frame): (readonly [name: string, value: string])[] {
  const parameters: (readonly [string, string])[] = [];
  for (let at = 8; at < packet.length && packet[at] !== 0; ) {
    const name = readText(packet, at);
    const value = readText(packet, name.next);
    parameters.push([name.text, value.text]);
    at = value.next;
  }
  return parameters;
}
