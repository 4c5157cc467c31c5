// The URL under which this machine reaches its own listener.
import type { Environment } from "./env";

/** Where an instance listens on that port; an unspecified address is reached by loopback. */
export function listeningUrl({ host, tls }: Pick<Environment, "host" | "tls">, port: number): string {
  const reachable = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
  return `${tls === null ? "http" : "https"}://${reachable.includes(":") ? `[${reachable}]` : reachable}:${port}`;
}
