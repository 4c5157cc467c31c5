// Blocks of one size, side by side in a few large arrays: an array of its own would cost each of them several hundred bytes.

const WORDS_PER_CHUNK = 16_384;
const LEAST_BLOCKS_PER_CHUNK = 8;

/** Blocks are numbered without gaps: the last one moves into whichever place becomes free. The first word of a block names its owner. */
export class Slab {
  readonly words: number;
  readonly #perChunk: number;
  readonly #chunks: Uint32Array[] = [];
  #count = 0;

  constructor(words: number) {
    this.words = words;
    this.#perChunk = Math.max(LEAST_BLOCKS_PER_CHUNK, Math.floor(WORDS_PER_CHUNK / words));
  }

  /** A block with whatever stood in it. */
  allocate(owner: number): number {
    const block = this.#count++;
    if (block === this.#chunks.length * this.#perChunk) this.#chunks.push(new Uint32Array(this.#perChunk * this.words));
    this.chunkOf(block)[this.offsetOf(block)] = owner;
    return block;
  }

  /** Gives the block back. Returns the owner of the block that moved into its place, -1 = none did. */
  release(block: number): number {
    const last = --this.#count;
    let moved = -1;
    if (block !== last) {
      const from = this.offsetOf(last);
      const chunk = this.chunkOf(last);
      this.chunkOf(block).set(chunk.subarray(from, from + this.words), this.offsetOf(block));
      moved = chunk[from] ?? -1;
    }
    // One empty chunk stays, or a block that comes and goes at its edge would make and drop it each time.
    if (this.#count + 2 * this.#perChunk <= this.#chunks.length * this.#perChunk) this.#chunks.pop();
    return moved;
  }

  chunkOf(block: number): Uint32Array {
    const chunk = this.#chunks[Math.floor(block / this.#perChunk)];
    if (chunk === undefined) throw new RangeError("no such block");
    return chunk;
  }

  offsetOf(block: number): number {
    return (block % this.#perChunk) * this.words;
  }
}
