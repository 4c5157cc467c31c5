// Where the embedded limiter keeps tallies: packed, since there is one for each active key.
import { createRing, type Ring } from "@/lib/core/windows/ring";
import { createTally, type Tally } from "@/lib/core/windows/take";
import { BUDGET_WORDS, packBudgets, unpackBudgets } from "./packed-budgets";
import { Slab } from "./slab";

/** Words before the slots: owner; count and largest limit; head and the base's upper part; its lower part; longest period in seconds. */
const RING_WORDS = 5;
const TWO_TO_32 = 2 ** 32;
const TWO_TO_18 = 2 ** 18;

/** A name, its place in the map and where its block is, as measured on Node 20; blocks are added exactly. */
const BYTES_PER_SUBJECT = 160;
/** A tally that is kept as it is, beyond its name: one with coarse rings. */
const BYTES_PER_LOOSE_TALLY = 2048;

const NO_SLOTS = new Uint32Array(0);
const FIRST_OWNERS = 64;

/** A tally unpacked for one call: what is done to it stands once it was put back. */
export interface Unpacked {
  readonly tally: Tally;
  /** The ring that is used where the tally has one, and the array that its slots were found in. */
  readonly ring: Ring;
  slots: Uint32Array;
  /** What the subject's name stood for; undefined = nothing. */
  entry: number | Tally | undefined;
}

/** Room for unpacking one tally. */
export function createUnpacked(): Unpacked {
  return { tally: createTally(), ring: createRing(0, 1, 1), slots: NO_SLOTS, entry: undefined };
}

/** Blocks of tallies with rings of one capacity, all with budgets or all without. */
class TallySlab extends Slab {
  readonly capacity: number;
  readonly isBudgeted: boolean;

  constructor(capacity: number, isBudgeted: boolean) {
    super(RING_WORDS + (isBudgeted ? BUDGET_WORDS : 0) + capacity);
    this.capacity = capacity;
    this.isBudgeted = isBudgeted;
  }
}

/** Tallies by subject. Those with coarse rings are kept as they are, all others in one block each. */
export class TallyMemory {
  readonly #entries = new Map<string, number | Tally>();
  readonly #slabs: TallySlab[] = [];
  readonly #slabOfSize = new Map<number, number>();
  #slabOf = new Uint16Array(FIRST_OWNERS);
  #blockOf = new Uint32Array(FIRST_OWNERS);
  readonly #freeOwners: number[] = [];
  #owners = 0;
  #words = 0;
  #loose = 0;

  get size(): number {
    return this.#entries.size;
  }

  /** An estimate in constant time. */
  get bytes(): number {
    return this.#words * 4 + this.#entries.size * BYTES_PER_SUBJECT + this.#loose * BYTES_PER_LOOSE_TALLY;
  }

  subjects(): MapIterator<string> {
    return this.#entries.keys();
  }

  /** The subject's tally, empty where nothing was taken. It holds until the next `get` into the same room. */
  get(subject: string, room: Unpacked): Tally {
    const entry = this.#entries.get(subject);
    room.entry = entry;
    if (typeof entry === "object") return entry;
    const { tally } = room;
    room.slots = NO_SLOTS;
    tally.ring = tally.day = tally.month = tally.total = tally.coarse = null;
    if (entry !== undefined) this.#unpack(entry, room);
    return tally;
  }

  /** Keeps what became of the tally that `get` gave into that room, once. */
  put(subject: string, tally: Tally, room: Unpacked): void {
    const { entry } = room;
    if (tally.coarse !== null) {
      if (entry === tally) return;
      // The room is used again: its tally, and its ring whose slots are in a block, must not be kept.
      const loose = { ...tally, ring: tally.ring && { ...tally.ring, slots: this.#slotsOf(entry, tally.ring, room), start: 0 } };
      this.#drop(entry);
      this.#entries.set(flat(subject), loose);
      this.#loose++;
      return;
    }
    let owner = entry;
    if (typeof owner !== "number") {
      this.#drop(owner);
      owner = this.#newOwner();
      this.#entries.set(flat(subject), owner);
      this.#place(owner, this.#slabFor(tally));
    }
    this.#pack(owner, tally, room);
  }

  delete(subject: string): void {
    this.#drop(this.#entries.get(subject));
    this.#entries.delete(subject);
  }

  #unpack(owner: number, room: Unpacked): void {
    const slab = this.#slab(owner);
    const block = this.#blockOf[owner] ?? 0;
    const words = slab.chunkOf(block);
    const at = slab.offsetOf(block);
    const sizes = words[at + 1] ?? 0;
    const { capacity } = slab;
    if (capacity > 0) {
      const { ring } = room;
      const place = words[at + 2] ?? 0;
      ring.slots = room.slots = words;
      ring.capacity = capacity;
      ring.start = at + slab.words - capacity;
      ring.count = sizes >>> 16;
      ring.mostSlots = sizes & 0xffff;
      ring.head = place >>> 18;
      ring.baseMs = (place & (TWO_TO_18 - 1)) * TWO_TO_32 + (words[at + 3] ?? 0);
      ring.longestPeriodMs = (words[at + 4] ?? 0) * 1000;
      room.tally.ring = ring;
    }
    if (slab.isBudgeted) unpackBudgets(words, at + RING_WORDS, room.tally);
  }

  #pack(owner: number, tally: Tally, room: Unpacked): void {
    const wanted = this.#slabFor(tally);
    if (this.#slabs[wanted] !== this.#slab(owner)) this.#move(owner, wanted, tally, room);
    const slab = this.#slab(owner);
    const block = this.#blockOf[owner] ?? 0;
    const words = slab.chunkOf(block);
    const at = slab.offsetOf(block);
    const { ring } = tally;
    if (ring !== null) {
      if (ring.slots !== room.slots) words.set(slotsOf(ring), at + slab.words - ring.capacity);
      const upper = Math.floor(ring.baseMs / TWO_TO_32);
      words[at + 1] = ring.count * 65_536 + ring.mostSlots;
      words[at + 2] = ring.head * TWO_TO_18 + upper;
      words[at + 3] = ring.baseMs - upper * TWO_TO_32;
      words[at + 4] = ring.longestPeriodMs / 1000;
    }
    if (slab.isBudgeted) packBudgets(words, at + RING_WORDS, tally);
  }

  /** To a block of another size. */
  #move(owner: number, slabIndex: number, { ring }: Tally, room: Unpacked): void {
    const slots = ring === null ? NO_SLOTS : this.#slotsOf(owner, ring, room);
    this.#drop(owner, false);
    this.#place(owner, slabIndex);
    if (ring === null) return;
    ring.slots = slots;
    ring.start = 0;
  }

  /** A copy of the ring's slots. Those that nobody replaced are where the block is now: it may have moved since it was unpacked. */
  #slotsOf(entry: number | Tally | undefined, ring: Ring, room: Unpacked): Uint32Array {
    if (typeof entry !== "number" || ring.slots !== room.slots) return slotsOf(ring).slice();
    const slab = this.#slab(entry);
    const block = this.#blockOf[entry] ?? 0;
    const end = slab.offsetOf(block) + slab.words;
    return slab.chunkOf(block).slice(end - ring.capacity, end);
  }

  #place(owner: number, slabIndex: number): void {
    const slab = this.#slabs[slabIndex];
    if (slab === undefined) throw new RangeError("no such slab");
    this.#slabOf[owner] = slabIndex;
    this.#blockOf[owner] = slab.allocate(owner);
    this.#words += slab.words;
  }

  /** Gives back what an entry occupied. */
  #drop(entry: number | Tally | undefined, isGone = true): void {
    if (entry === undefined) return;
    if (typeof entry === "object") {
      this.#loose--;
      return;
    }
    const slab = this.#slab(entry);
    const block = this.#blockOf[entry] ?? 0;
    const moved = slab.release(block);
    if (moved >= 0) this.#blockOf[moved] = block;
    this.#words -= slab.words;
    if (isGone) this.#freeOwners.push(entry);
  }

  #newOwner(): number {
    const free = this.#freeOwners.pop();
    if (free !== undefined) return free;
    if (this.#owners === this.#blockOf.length) {
      const length = Math.ceil(this.#owners * 1.25);
      const blocks = new Uint32Array(length);
      const slabs = new Uint16Array(length);
      blocks.set(this.#blockOf);
      slabs.set(this.#slabOf);
      this.#blockOf = blocks;
      this.#slabOf = slabs;
    }
    return this.#owners++;
  }

  #slab(owner: number): TallySlab {
    const slab = this.#slabs[this.#slabOf[owner] ?? 0];
    if (slab === undefined) throw new RangeError("no such slab");
    return slab;
  }

  #slabFor({ ring, day, month, total }: Tally): number {
    const isBudgeted = day !== null || month !== null || total !== null;
    const size = (ring?.capacity ?? 0) * 2 + (isBudgeted ? 1 : 0);
    const known = this.#slabOfSize.get(size);
    if (known !== undefined) return known;
    const index = this.#slabs.push(new TallySlab(ring?.capacity ?? 0, isBudgeted)) - 1;
    this.#slabOfSize.set(size, index);
    return index;
  }
}

function slotsOf({ slots, start, capacity }: Ring): Uint32Array {
  return slots.subarray(start, start + capacity);
}

/** The same text in one piece: a text that was put together of parts would keep them all. */
function flat(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}
