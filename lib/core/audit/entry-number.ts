// The one number by which the vendor's clients know an audit row: its chain and its place in the chain.
import { crc32 } from "@/lib/core/secrets/crc32";
import { INSTANCE_CHAIN } from "./canonical-row";

/** Rows that a chain can have: a thousand million. */
const ROWS = 2 ** 30;
/** Chains beside the instance's, so that numbers stay exact in JSON (below 2^53). */
const CHAINS = 2 ** 23 - 1;

/**
 * The row's number, the same for ever: the instance's own rows are 1, 2, 3 …, those of a tenant stand in a range that the tenant's id
 * chooses. Two tenants can meet in one range (1 in 8 million for a pair); whoever asks across tenants is then asked for the tenant.
 */
export function entryNumber(chain: string, sequence: bigint): number {
  return rangeOf(chain) * ROWS + Number(sequence);
}

/** Where a number leads: a range of chains and a place in each. null = it is no number of a row. */
export function readEntryNumber(text: string): { readonly range: number; readonly sequence: bigint } | null {
  if (!/^[1-9]\d{0,15}$/.test(text)) return null;
  const number = Number(text);
  const sequence = number % ROWS;
  return Number.isSafeInteger(number) && sequence > 0 ? { range: Math.floor(number / ROWS), sequence: BigInt(sequence) } : null;
}

/** The range of numbers that a chain's rows have. */
export function rangeOf(chain: string): number {
  return chain === INSTANCE_CHAIN ? 0 : 1 + (crc32(chain) % CHAINS);
}
