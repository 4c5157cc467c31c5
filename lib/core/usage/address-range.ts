// A client's address shortened to its range, which tells networks apart and no persons: IPv4 /24, IPv6 /48.
import { type Address, parseAddress } from "@/lib/core/grants/addresses";

const V4_BYTES = 3;
const V6_BYTES = 6;
/** Read at once after it is written. */
const SCRATCH = new Uint8Array(V4_BYTES);

/** The longest range in bytes. */
export const MOST_RANGE_BYTES = V6_BYTES;

/** `a.b.c.0/24` or `x:y:z::/48`; null where the text is no address. */
export function addressRange(address: string | null): string | null {
  if (address === null) return null;
  if (writeShortV4(address, SCRATCH, 0)) return rangeText(SCRATCH);
  const words = parseAddress(address);
  return words === null ? null : rangeText(bytesOf(words));
}

/**
 * Writes the leading bytes of the range to `target` at `at`, and returns how many there are: 3 for IPv4, 6 for IPv6, 0 where the text
 * is no address.
 */
export function writeRange(address: string | null, target: Uint8Array, at: number): number {
  if (address === null) return 0;
  if (writeShortV4(address, target, at)) return V4_BYTES;
  const words = parseAddress(address);
  if (words === null) return 0;
  const bytes = bytesOf(words);
  target.set(bytes, at);
  return bytes.length;
}

/** The first address of the range that `writeRange` wrote as those bytes; null for none. */
export function readRange(bytes: Uint8Array): string | null {
  if (bytes.length === V4_BYTES) return `${bytes[0]}.${bytes[1]}.${bytes[2]}.0`;
  if (bytes.length !== V6_BYTES) return null;
  const groups = [0, 2, 4].map((index) => (((bytes[index] ?? 0) << 8) | (bytes[index + 1] ?? 0)).toString(16));
  while (groups.at(-1) === "0") groups.pop();
  return `${groups.join(":")}::`;
}

function rangeText(bytes: Uint8Array): string {
  return `${readRange(bytes)}/${bytes.length * 8}`;
}

function bytesOf(words: Address): Uint8Array {
  const count = words.length === 1 ? V4_BYTES : V6_BYTES;
  return Uint8Array.from({ length: count }, (_, index) => (words[index >> 2] ?? 0) >>> (24 - 8 * (index & 3)));
}

/** Plain IPv4, as nearly every address is: read in place, since each request writes one. */
function writeShortV4(text: string, target: Uint8Array, at: number): boolean {
  let octet = 0;
  let octets = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 46) {
      target[at + octets] = octet;
      octets += 1;
      octet = 0;
      if (octets === V4_BYTES) return true;
    } else if (code < 48 || code > 57) {
      return false;
    } else {
      octet = octet * 10 + code - 48;
    }
  }
  return false;
}
