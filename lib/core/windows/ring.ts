// The exact ring: the instants of a subject's most recent units, from which every sliding window of that subject is judged.

const FIRST_CAPACITY = 16;
const LARGEST_SLOT = 0xffff_ffff;

/** A slot holds 49.7 days of milliseconds; windows stay well inside, so that moving the base always finds room. */
export const LONGEST_PERIOD_SECONDS = 31 * 86_400;

/** Units in the order in which they were taken. It starts small, doubles with use, and never holds more than its largest limit. */
export interface Ring {
  /** Milliseconds after `baseMs`, in a circle; the newest unit stands just before `head`. */
  slots: Uint32Array;
  head: number;
  count: number;
  baseMs: number;
  /** Largest limit and longest period asked of this ring so far; lowering either forgets nothing. */
  largestLimit: number;
  longestPeriodMs: number;
}

/** An empty ring whose first unit is taken at `nowMs` or later. */
export function createRing(nowMs: number): Ring {
  return { slots: new Uint32Array(FIRST_CAPACITY), head: 0, count: 0, baseMs: nowMs, largestLimit: 0, longestPeriodMs: 0 };
}

/** When the nth most recent unit was taken (1 = the newest); -Infinity where there are not so many. */
export function nthUnitMs(ring: Ring, nth: number): number {
  if (nth > ring.count) return Number.NEGATIVE_INFINITY;
  const index = ring.head - nth;
  return ring.baseMs + (ring.slots[index < 0 ? index + ring.slots.length : index] ?? 0);
}

/** How many units were taken after that instant. */
export function unitsAfter(ring: Ring, instantMs: number): number {
  if (ring.count === 0 || nthUnitMs(ring, ring.count) > instantMs) return ring.count;
  let inside = 0;
  let outside = ring.count;
  while (outside - inside > 1) {
    const middle = (inside + outside) >>> 1;
    if (nthUnitMs(ring, middle) > instantMs) inside = middle;
    else outside = middle;
  }
  return inside;
}

/**
 * From when on a window of that limit and period admits `cost` more units, if nothing else is taken: the instant at which the
 * (limit − cost + 1)-th most recent unit leaves it. -Infinity = it never was so full; `cost` must not exceed `limit`.
 */
export function admitsFromMs(ring: Ring, limit: number, periodMs: number, cost: number): number {
  return nthUnitMs(ring, limit - cost + 1) + periodMs;
}

/** Makes the ring remember enough for a window of that limit and period from the next unit on. */
export function widen(ring: Ring, limit: number, periodSeconds: number): void {
  if (periodSeconds > LONGEST_PERIOD_SECONDS) throw new RangeError(`a sliding window of ${periodSeconds} s is longer than 31 days`);
  if (limit > ring.largestLimit) ring.largestLimit = limit;
  if (periodSeconds * 1000 > ring.longestPeriodMs) ring.longestPeriodMs = periodSeconds * 1000;
}

/** Writes `cost` units taken at `nowMs`, which must not lie before the newest one. Returns the bytes by which the ring grew. */
export function writeUnits(ring: Ring, cost: number, nowMs: number): number {
  if (nowMs - ring.baseMs > LARGEST_SLOT) moveBase(ring, nowMs);
  const grownBytes = ring.count + cost > ring.slots.length ? makeRoom(ring, cost, nowMs) : 0;
  const { slots } = ring;
  const slot = nowMs - ring.baseMs;
  for (let unit = 0; unit < cost; unit++) {
    slots[ring.head] = slot;
    ring.head = ring.head + 1 === slots.length ? 0 : ring.head + 1;
  }
  ring.count = Math.min(ring.count + cost, slots.length);
  return grownBytes;
}

/** Whether every unit has left even the longest window: then the ring says no more than an empty one. */
export function isIdle(ring: Ring, nowMs: number): boolean {
  return nthUnitMs(ring, 1) + ring.longestPeriodMs <= nowMs;
}

/** What the ring holds in memory beyond an empty one. */
export function grownBytes(ring: Ring): number {
  return ring.slots.byteLength - FIRST_CAPACITY * Uint32Array.BYTES_PER_ELEMENT;
}

/** Forgets units that left the longest window; only if that is not enough, doubles, and no further than the largest limit. */
function makeRoom(ring: Ring, cost: number, nowMs: number): number {
  const capacity = ring.slots.length;
  // A ring as long as its largest limit overwrites its oldest unit: no window looks further back.
  if (capacity >= ring.largestLimit) return 0;
  ring.count = unitsAfter(ring, nowMs - ring.longestPeriodMs);
  let needed = capacity;
  while (needed < ring.count + cost && needed < ring.largestLimit) needed = Math.min(needed * 2, ring.largestLimit);
  if (needed === capacity) return 0;
  const slots = new Uint32Array(needed);
  copyOldestFirst(ring, slots, 0);
  ring.slots = slots;
  ring.head = ring.count;
  return (needed - capacity) * Uint32Array.BYTES_PER_ELEMENT;
}

/** Lets the base follow the oldest unit that still counts, so that slots keep fitting 32 bits. */
function moveBase(ring: Ring, nowMs: number): void {
  ring.count = unitsAfter(ring, nowMs - ring.longestPeriodMs);
  const baseMs = ring.count === 0 ? nowMs : nthUnitMs(ring, ring.count);
  const slots = new Uint32Array(ring.slots.length);
  copyOldestFirst(ring, slots, baseMs - ring.baseMs);
  ring.slots = slots;
  ring.head = ring.count === slots.length ? 0 : ring.count;
  ring.baseMs = baseMs;
}

function copyOldestFirst(ring: Ring, target: Uint32Array, shiftMs: number): void {
  for (let nth = ring.count; nth > 0; nth--) target[ring.count - nth] = nthUnitMs(ring, nth) - ring.baseMs - shiftMs;
}
