// Prepared statements of one connection: all connections speak to the same engine session, so each gets names of its own there.
import { FRAME, type Frame, frame, readText, textField } from "./wire-frames";

const STATEMENT = 0x53; // "S", as opposed to a portal

/** What to send to the engine in place of a client's frame. */
export interface Translation {
  frame: Frame;
  /** A Parse to send before it, whose ParseComplete the client must not see. */
  parseAgain: Frame | null;
}

/** The statements that one connection has named, what they are called inside the engine, and its unnamed one. */
export class StatementNames {
  readonly #prefix: string;
  readonly #engineNames = new Map<string, string>();
  #unnamed: Frame | null = null;
  #isUnnamedCurrent = false;

  /** @param connectionNumber unique among the connections of this engine */
  constructor(connectionNumber: number) {
    this.#prefix = `c${connectionNumber}_`;
  }

  /**
   * Puts the engine's statement name in place of the connection's. Named statements are numbered rather than prefixed because PostgreSQL cuts
   * names at 63 bytes, where two long ones would meet. The unnamed statement is one for the whole engine: used in a later batch than the one
   * that parsed it, it may be somebody else's by then, so it is parsed again.
   */
  translate(original: Frame): Translation {
    const at = nameOffset(original);
    if (at === null) return { frame: original, parseAgain: null };
    const { text, next } = readText(original, at);
    if (text === "") return this.#translateUnnamed(original, at);
    return { frame: withName(original, at, this.#engineName(text), next), parseAgain: null };
  }

  /** After Sync the engine serves others. */
  endBatch(): void {
    this.#isUnnamedCurrent = false;
  }

  /** A simple query drops the unnamed statement. */
  dropUnnamed(): void {
    this.#unnamed = null;
    this.#isUnnamedCurrent = false;
  }

  /** Every engine name given out, for closing them when the connection ends. */
  engineNames(): string[] {
    return [...this.#engineNames.values()];
  }

  #translateUnnamed(original: Frame, at: number): Translation {
    if (original[0] === FRAME.parse) {
      this.#unnamed = original;
      this.#isUnnamedCurrent = true;
    } else if (original[0] === FRAME.close) {
      this.dropUnnamed();
    } else if (this.#unnamed === null) {
      return { frame: withName(original, at, `${this.#prefix}unnamed`, at + 1), parseAgain: null }; // never prepared: fails as it should
    } else if (!this.#isUnnamedCurrent) {
      this.#isUnnamedCurrent = true;
      return { frame: original, parseAgain: this.#unnamed };
    }
    return { frame: original, parseAgain: null };
  }

  #engineName(name: string): string {
    const known = this.#engineNames.get(name);
    if (known !== undefined) return known;
    const given = `${this.#prefix}${this.#engineNames.size}`;
    this.#engineNames.set(name, given);
    return given;
  }
}

/** Where a frame holds a statement name, or null when it holds none. */
export function nameOffset(original: Frame): number | null {
  switch (original[0]) {
    case FRAME.parse:
      return 5;
    case FRAME.bind:
      return readText(original, 5).next;
    case FRAME.describe:
    case FRAME.close:
      return original[5] === STATEMENT ? 6 : null;
    default:
      return null;
  }
}

function withName(original: Frame, at: number, name: string, next: number): Frame {
  return frame(original[0] ?? 0, original.subarray(5, at), textField(name), original.subarray(next));
}
