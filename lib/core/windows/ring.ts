// The ring: the instants of a subject's most recent units, from which its sliding windows are judged.

const FIRST_CAPACITY = 16;
const LARGEST_SLOT = 0xffff_ffff;

/** A slot holds 49.7 days of milliseconds; windows stay well inside, so that moving the base always finds room. */
export const LONGEST_PERIOD_SECONDS = 31 * 86_400;

/** Up to this limit a ring has a slot for every unit; above, a slot stands for many. */
export const LARGEST_EXACT_LIMIT = 10_000;

/**
 * Units in the order in which they were taken. It starts small, doubles with use, and never holds more than its largest limit.
 * A slot stands for `quantum` units and holds the instant of the last of them, the newest slot for `newestUnits`: only the slot that the edge
 * of a window runs through counts units that have left already, so a window is never over its limit and less than a quantum under it.
 */
export interface Ring {
  /** Milliseconds after `baseMs`, in a circle of `capacity` slots from `start` on; the newest slot stands just before `head`. */
  slots: Uint32Array;
  start: number;
  capacity: number;
  head: number;
  /** Slots in use. */
  count: number;
  baseMs: number;
  /** What the largest limit needs, and the longest period asked of this ring so far; lowering either forgets nothing. */
  mostSlots: number;
  longestPeriodMs: number;
  /** 1 = exact. */
  quantum: number;
  newestUnits: number;
}

/** Units a slot stands for under that limit: one, or the largest power of two that is at most 1 % of it. */
export function quantumOf(limit: number): number {
  return limit <= LARGEST_EXACT_LIMIT ? 1 : 2 ** Math.floor(Math.log2(limit / 100));
}

/** An empty ring whose first unit is taken at `nowMs` or later. */
export function createRing(nowMs: number, quantum = 1, capacity = FIRST_CAPACITY): Ring {
  const slots = new Uint32Array(capacity);
  return { slots, start: 0, capacity, head: 0, count: 0, baseMs: nowMs, mostSlots: 0, longestPeriodMs: 0, quantum, newestUnits: 1 };
}

/** How many slots a ring starts with under that limit. */
export function firstCapacity(limit: number): number {
  return Math.max(1, Math.min(FIRST_CAPACITY, limit));
}

/** The instant of the nth most recent slot (1 = the newest); -Infinity where there are not so many. */
export function nthSlotMs(ring: Ring, nth: number): number {
  if (nth > ring.count) return Number.NEGATIVE_INFINITY;
  const index = ring.head - nth;
  return ring.baseMs + (ring.slots[ring.start + (index < 0 ? index + ring.capacity : index)] ?? 0);
}

/** How many slots lie after that instant. */
export function slotsAfter(ring: Ring, instantMs: number): number {
  if (ring.count === 0 || nthSlotMs(ring, ring.count) > instantMs) return ring.count;
  let inside = 0;
  let outside = ring.count;
  while (outside - inside > 1) {
    const middle = (inside + outside) >>> 1;
    if (nthSlotMs(ring, middle) > instantMs) inside = middle;
    else outside = middle;
  }
  return inside;
}

/** How many units the newest so many slots stand for. */
export function unitsIn(ring: Ring, slots: number): number {
  return slots === 0 ? 0 : (slots - 1) * ring.quantum + ring.newestUnits;
}

/**
 * From when on a window of that limit and period admits `cost` more units, if nothing else is taken: the instant at which the first slot
 * leaves it that has no room beside them (in an exact ring the (limit − cost + 1)-th most recent unit). -Infinity = it never was so full;
 * `cost` must not exceed `limit`.
 */
export function admitsFromMs(ring: Ring, limit: number, periodMs: number, cost: number): number {
  const besideNewest = limit - cost - ring.newestUnits;
  const fitting = besideNewest < 0 ? 0 : Math.floor(besideNewest / ring.quantum) + 1;
  return nthSlotMs(ring, fitting + 1) + periodMs;
}

/** Makes the ring remember enough for a window of that limit and period from the next unit on. */
export function widen(ring: Ring, limit: number, periodSeconds: number): void {
  if (periodSeconds > LONGEST_PERIOD_SECONDS) throw new RangeError(`a sliding window of ${periodSeconds} s is longer than 31 days`);
  // A coarse ring ends in two slots that are not full: the one that the window's edge runs through, and the newest.
  const slots = ring.quantum === 1 ? limit : Math.floor(limit / ring.quantum) + 2;
  if (slots > ring.mostSlots) ring.mostSlots = slots;
  if (periodSeconds * 1000 > ring.longestPeriodMs) ring.longestPeriodMs = periodSeconds * 1000;
}

/** Writes `cost` units taken at `nowMs`, which must not lie before the newest one. */
export function writeUnits(ring: Ring, cost: number, nowMs: number): void {
  if (nowMs - ring.baseMs > LARGEST_SLOT) moveBase(ring, nowMs);
  const joining = Math.min(cost, isIdle(ring, nowMs) ? 0 : ring.quantum - ring.newestUnits);
  const pushed = Math.ceil((cost - joining) / ring.quantum);
  if (ring.count + pushed > ring.capacity) makeRoom(ring, pushed, nowMs);
  const { slots, start, capacity } = ring;
  const slot = nowMs - ring.baseMs;
  if (joining > 0) slots[start + (ring.head === 0 ? capacity : ring.head) - 1] = slot;
  for (let written = Math.min(pushed, capacity); written > 0; written--) {
    slots[start + ring.head] = slot;
    ring.head = ring.head + 1 === capacity ? 0 : ring.head + 1;
  }
  ring.count = Math.min(ring.count + pushed, capacity);
  ring.newestUnits = pushed === 0 ? ring.newestUnits + joining : cost - joining - (pushed - 1) * ring.quantum;
}

/** Whether every unit has left even the longest window: then the ring says no more than an empty one. */
export function isIdle(ring: Ring, nowMs: number): boolean {
  return nthSlotMs(ring, 1) + ring.longestPeriodMs <= nowMs;
}

/** Forgets slots that left the longest window; only if that is not enough, doubles, and no further than the largest limit needs. */
function makeRoom(ring: Ring, pushed: number, nowMs: number): void {
  const { capacity } = ring;
  // A ring as long as its largest limit overwrites its oldest slot: no window looks further back.
  if (capacity >= ring.mostSlots) return;
  ring.count = slotsAfter(ring, nowMs - ring.longestPeriodMs);
  let needed = capacity;
  while (needed < ring.count + pushed && needed < ring.mostSlots) needed = Math.min(needed * 2, ring.mostSlots);
  if (needed === capacity) return;
  const slots = new Uint32Array(needed);
  copyOldestFirst(ring, slots, 0);
  ring.slots = slots;
  ring.start = 0;
  ring.capacity = needed;
  ring.head = ring.count;
}

/** Lets the base follow the oldest slot that still counts, so that slots keep fitting 32 bits. */
function moveBase(ring: Ring, nowMs: number): void {
  ring.count = slotsAfter(ring, nowMs - ring.longestPeriodMs);
  const baseMs = ring.count === 0 ? nowMs : nthSlotMs(ring, ring.count);
  const slots = new Uint32Array(ring.capacity);
  copyOldestFirst(ring, slots, baseMs - ring.baseMs);
  ring.slots = slots;
  ring.start = 0;
  ring.head = ring.count === ring.capacity ? 0 : ring.count;
  ring.baseMs = baseMs;
}

function copyOldestFirst(ring: Ring, target: Uint32Array, shiftMs: number): void {
  for (let nth = ring.count; nth > 0; nth--) target[ring.count - nth] = nthSlotMs(ring, nth) - ring.baseMs - shiftMs;
}
