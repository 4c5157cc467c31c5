// What a client was told beside the reason of a refusal: the facts from which the same answer can be made again.
import { z } from "zod";
import type { DenialFacts } from "@/lib/core/denials/denial";
import type { WindowState } from "@/lib/core/windows/claim";

/** Nothing in it is secret: all of it stood in the answer. */
export interface ToldRefusal {
  readonly facts: DenialFacts;
  /** The windows that the answer's headers named. */
  readonly limit: readonly WindowState[];
  /** The windows of one process alone decided, and the answer said so. */
  readonly isDegraded: boolean;
}

/** As it is stored, beside or within a line of JSON. */
export type PackedTold = readonly [facts: DenialFacts, limit: readonly PackedWindow[], degraded: 0 | 1];

type PackedWindow = readonly [name: string, limit: number, remaining: number, windowSeconds: number, resetSeconds: number];

/** What is longer is not kept: a key may have any number of permissions. */
const MOST_CHARACTERS = 1000;

const packedTold = z.tuple([
  z.strictObject({
    keyId: z.string().optional(),
    expiredAt: z.string().optional(),
    required: z.string().optional(),
    granted: z.array(z.string()).optional(),
    limit: z.number().optional(),
    window: z.string().optional(),
    retryAfter: z.number().optional(),
    allow: z.string().optional(),
    detail: z.string().optional(),
  }),
  z.array(z.tuple([z.string(), z.number(), z.number(), z.number(), z.number()])),
  z.union([z.literal(0), z.literal(1)]),
]);

/** What is stored of it; null where that would be too long. */
export function packTold({ facts, limit, isDegraded }: ToldRefusal): PackedTold | null {
  const windows = limit.map(
    ({ name, limit: of, remaining, windowSeconds, resetSeconds }): PackedWindow => [name, of, remaining, windowSeconds, resetSeconds],
  );
  const packed = [facts, windows, isDegraded ? 1 : 0] as const;
  return JSON.stringify(packed).length > MOST_CHARACTERS ? null : packed;
}

/** What was stored; null for nothing, and for what this build cannot read. */
export function readTold(packed: unknown): ToldRefusal | null {
  const { success, data } = packedTold.safeParse(packed);
  if (!success) return null;
  const [facts, windows, degraded] = data;
  const limit = windows.map(([name, of, remaining, windowSeconds, resetSeconds]) => ({
    name,
    limit: of,
    remaining,
    windowSeconds,
    resetSeconds,
  }));
  return { facts, limit, isDegraded: degraded === 1 };
}
