// Client addresses and address blocks (CIDR), IPv4 and IPv6: read from text and matched.

/** An address as 32-bit words, most significant first: one for IPv4, four for IPv6. */
export type Address = readonly number[];

/** A block of addresses: those that share its first `prefixLength` bits. */
export interface Block {
  readonly network: Address;
  readonly prefixLength: number;
}

/** Bits before the IPv4 part of an IPv4-mapped IPv6 address (`::ffff:a.b.c.d`, RFC 4291 §2.5.5.2). */
const MAPPED_PREFIX_LENGTH = 96;

/**
 * Reads a single address, or null. An IPv4-mapped IPv6 address is the IPv4 address it stands for. Refused: zone ids (they name an
 * interface of one machine), octets with leading zeros (read as octal elsewhere), ports, brackets, spaces.
 */
export function parseAddress(text: string): Address | null {
  const words = parseWords(text);
  return words !== null && isMapped(words) ? words.slice(3) : words;
}

/**
 * Reads `address/prefix`, or a single address as the block of itself; null where it is neither. Bits beyond the prefix are ignored.
 * A block inside `::ffff:0:0/96` is the IPv4 block it stands for.
 */
export function parseBlock(text: string): Block | null {
  const slash = text.indexOf("/");
  const network = parseWords(slash < 0 ? text : text.slice(0, slash));
  if (network === null) return null;
  const bits = network.length * 32;
  const prefixLength = slash < 0 ? bits : parsePrefixLength(text.slice(slash + 1), bits);
  if (prefixLength === null) return null;
  if (isMapped(network) && prefixLength >= MAPPED_PREFIX_LENGTH) {
    return { network: network.slice(3), prefixLength: prefixLength - MAPPED_PREFIX_LENGTH };
  }
  return { network, prefixLength };
}

/**
 * Whether the address lies in one of the blocks. No blocks hold nothing, and text that is no address lies nowhere. An IPv4 address
 * lies in IPv4 blocks only: `::/0` is every IPv6 address and no other.
 */
export function addressIn(address: string, blocks: readonly Block[]): boolean {
  if (blocks.length === 0) return false;
  const words = parseAddress(address);
  return words !== null && blocks.some((block) => contains(block, words));
}

/** Whether every address of the inner block lies in the outer one. */
export function blockWithin(inner: Block, outer: Block): boolean {
  return inner.prefixLength >= outer.prefixLength && contains(outer, inner.network);
}

function contains({ network, prefixLength }: Block, address: Address): boolean {
  if (network.length !== address.length) return false;
  for (let index = 0, bits = prefixLength; bits > 0; index++, bits -= 32) {
    const difference = (network[index] ?? 0) ^ (address[index] ?? 0);
    if (bits >= 32 ? difference !== 0 : difference >>> (32 - bits) !== 0) return false;
  }
  return true;
}

function isMapped(words: Address): boolean {
  return words.length === 4 && words[0] === 0 && words[1] === 0 && words[2] === 0xffff;
}

function parsePrefixLength(text: string, bits: number): number | null {
  if (!/^(0|[1-9]\d{0,2})$/.test(text)) return null;
  const length = Number(text);
  return length <= bits ? length : null;
}

function parseWords(text: string): Address | null {
  return text.includes(":") ? parseV6(text) : parseV4(text);
}

const OCTET = "(0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])";
const V4 = new RegExp(`^${OCTET}\\.${OCTET}\\.${OCTET}\\.${OCTET}$`);

function parseV4(text: string): Address | null {
  const octets = V4.exec(text);
  if (octets === null) return null;
  let word = 0;
  for (let index = 1; index <= 4; index++) word = word * 256 + Number(octets[index]);
  return [word];
}

/** RFC 4291 §2.2: eight groups of hex digits, one run of zero groups written `::`, the last two groups perhaps as IPv4. */
function parseV6(text: string): Address | null {
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const head = parseGroups(halves[0] ?? "", halves.length === 1);
  const tail = halves.length === 1 ? [] : parseGroups(halves[1] ?? "", true);
  if (head === null || tail === null) return null;
  const missing = 8 - head.length - tail.length;
  // `::` stands for one group at least.
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null;
  const groups = [...head, ...Array<number>(missing).fill(0), ...tail];
  return [0, 2, 4, 6].map((index) => (((groups[index] ?? 0) << 16) | (groups[index + 1] ?? 0)) >>> 0);
}

function parseGroups(text: string, mayEndInV4: boolean): number[] | null {
  if (text === "") return [];
  const groups: number[] = [];
  const parts = text.split(":");
  for (const [index, part] of parts.entries()) {
    if (/^[0-9a-fA-F]{1,4}$/.test(part)) {
      groups.push(Number.parseInt(part, 16));
      continue;
    }
    const word = mayEndInV4 && index === parts.length - 1 ? parseV4(part)?.[0] : undefined;
    if (word === undefined) return null;
    groups.push(word >>> 16, word & 0xffff);
  }
  return groups;
}
