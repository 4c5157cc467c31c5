// What of a secret may be kept and shown, so that people can tell keys apart.
import { judgeShape } from "./judge-shape";
import type { KeyShape } from "./key-shape";

/** From this length on, four characters of a given secret give nothing useful away. */
const LONG_ENOUGH = 32;

/** Prefix, `…` and the last four characters of a minted secret; of a given one the last four if it is long, else only `…`. */
export function previewSecret(shape: KeyShape, value: string): string {
  const isMinted = judgeShape(shape, value) === null;
  const prefix = isMinted ? shape.prefix : "";
  const tail = isMinted || value.length >= LONG_ENOUGH ? value.slice(-4) : "";
  return `${prefix}…${tail}`;
}
