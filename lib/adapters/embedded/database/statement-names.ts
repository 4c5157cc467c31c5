// Prepared-statement names of one connection: every connection speaks to the same engine session, so each gets names of its own there.
import { FRAME, type Frame, frame, readText, textField } from "./wire-frames";

const STATEMENT = 0x53; // "S", as opposed to a portal

/** The names that one connection has used, and what they are called inside the engine. */
export class StatementNames {
  readonly #prefix: string;
  readonly #engineNames = new Map<string, string>();

  /** @param connectionNumber unique among the connections of this engine */
  constructor(connectionNumber: number) {
    this.#prefix = `c${connectionNumber}_`;
  }

  /**
   * The frame with the connection's statement name replaced by the engine's; other frames as they are. The unnamed statement stays unnamed.
   * Names are numbered rather than prefixed because PostgreSQL cuts them at 63 bytes, where two long ones would meet.
   */
  rename(original: Frame): Frame {
    switch (original[0]) {
      case FRAME.parse:
        return this.#replaceAt(original, 5);
      case FRAME.bind:
        return this.#replaceAt(original, readText(original, 5).next);
      case FRAME.describe:
      case FRAME.close:
        return original[5] === STATEMENT ? this.#replaceAt(original, 6) : original;
      default:
        return original;
    }
  }

  /** Every engine name given out, for closing them when the connection ends. */
  engineNames(): string[] {
    return [...this.#engineNames.values()];
  }

  #replaceAt(original: Frame, at: number): Frame {
    const { text, next } = readText(original, at);
    if (text === "") return original;
    return frame(original[0] ?? 0, original.subarray(5, at), textField(this.#engineName(text)), original.subarray(next));
  }

  #engineName(name: string): string {
    const known = this.#engineNames.get(name);
    if (known !== undefined) return known;
    const given = `${this.#prefix}${this.#engineNames.size}`;
    this.#engineNames.set(name, given);
    return given;
  }
}
