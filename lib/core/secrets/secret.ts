// A secret in plaintext while it is on its way to the one answer that shows it: nothing prints it by accident.

const HIDDEN = "[secret]";

/** Holds a plaintext that only `reveal()` gives out. String conversion and inspection print `[secret]`; as JSON it is `{}`. */
export class Secret {
  readonly #plaintext: string;

  constructor(plaintext: string) {
    this.#plaintext = plaintext;
  }

  /** The plaintext: for hashing it, and for the single answer that shows it. */
  reveal(): string {
    return this.#plaintext;
  }

  toString(): string {
    return HIDDEN;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return HIDDEN;
  }
}
