// The names and addresses under which an instance answers for itself.
import { networkInterfaces } from "node:os";
import { hostName } from "@/lib/core/routing";

const EVERY_ADDRESS = new Set(["0.0.0.0", "::"]);

/** The host of the public URL, and the addresses that the listener is bound to: one, or those of every interface. */
export function instanceHosts(publicUrl: string | null, boundHost: string): ReadonlySet<string> {
  const bound = EVERY_ADDRESS.has(boundHost) ? interfaceAddresses() : [boundHost];
  const publicName = publicUrl === null ? null : hostName(new URL(publicUrl).host);
  return new Set(publicName === null ? bound : [...bound, publicName]);
}

function interfaceAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((addresses) => (addresses ?? []).map(({ address }) => address.toLowerCase()));
}
