// Which network addresses the gateway may connect to: public ones, and those the operator allows.
import { type LookupAddress, type LookupAllOptions, lookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { buildConnector } from "undici";

/** Judges addresses. */
export interface AddressPolicy {
  /** Whether a connection to this IP address may be made. What is no IP address may not. */
  permits(address: string): boolean;
}

// Not reachable as the public Internet (IANA special-purpose registries, RFC 6890), plus multicast. Ranges that embed a v4 address
// (NAT64, 6to4, Teredo) are refused whole, since what they lead to cannot be judged from here.
const NOT_PUBLIC: readonly string[] = [
  "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24",
  "192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4",
  "::/96 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16 3fff::/20 5f00::/16 fc00::/7 fe80::/10 fec0::/10 ff00::/8",
].flatMap((line) => line.split(" "));
const LOOPBACK: readonly string[] = ["127.0.0.0/8", "::1/128"];

/** The policy that adds these CIDR blocks (or single addresses) to the public Internet. Throws on a block that cannot be read. */
export function createAddressPolicy(allowPrivate: readonly string[], allowLoopback: boolean): AddressPolicy {
  const refused = blockList(NOT_PUBLIC);
  const allowed = blockList(allowLoopback ? [...LOOPBACK, ...allowPrivate] : allowPrivate);
  return {
    permits(address) {
      const bare = withoutZone(address);
      const version = isIP(bare);
      if (version === 0) return false;
      const family = version === 4 ? "ipv4" : "ipv6";
      return allowed.check(bare, family) || !refused.check(bare, family);
    },
  };
}

/** Resolves a name to all its addresses, as `dns.lookup` with `all` does. */
export type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Opens connections for undici under the policy. A name is resolved once and exactly the addresses that were judged are connected
 * to, so a name that changes its mind between check and connection gains nothing. TLS certificates are verified against the name.
 */
export function checkedConnector(policy: AddressPolicy, timeoutMs: number, resolve: Resolve = lookup): buildConnector.connector {
  const connect = buildConnector({ lookup: checkedLookup(policy, resolve), timeout: timeoutMs, rejectUnauthorized: true });
  return (options, callback) => {
    // No look-up happens for an address literal, so it is judged here.
    if (isIP(options.hostname) !== 0 && !policy.permits(options.hostname)) {
      queueMicrotask(() => callback(refusal(options.hostname), null));
      return;
    }
    connect(options, callback);
  };
}

function checkedLookup(policy: AddressPolicy, resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, "");
      const permitted = addresses.filter(({ address }) => policy.permits(address));
      const [first] = permitted;
      if (first === undefined) return callback(refusal(hostname), "");
      return options.all === true ? callback(null, permitted) : callback(null, first.address, first.family);
    });
  };
}

function refusal(host: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`The upstream ${host} has no address that may be connected to`), { code: "EACCES" });
}

/** `fe80::1%eth0` names an interface after the address. */
function withoutZone(address: string): string {
  return address.split("%", 1)[0] ?? address;
}

function blockList(blocks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const block of blocks) {
    const [address = "", bits] = block.split("/");
    const version = isIP(address);
    // An empty length would count as 0: the whole address space.
    if (version === 0 || bits === "") throw new Error(`${block} is no address block`);
    const family = version === 4 ? "ipv4" : "ipv6";
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}
