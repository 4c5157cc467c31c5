// Collects the words and flaws of a command while a splitter reads it.
import type { CommandFlaw, CommandWord, SplitCommand } from "./split-command";

/** One command being read: characters go into the current word until it ends. */
export class WordList {
  readonly #words: CommandWord[] = [];
  readonly #flaws = new Set<CommandFlaw>();
  #text: string | null = null;
  #isPartial = false;
  #isRedirection = false;

  get isWordOpen(): boolean {
    return this.#text !== null;
  }

  get isEmpty(): boolean {
    return this.#words.length === 0 && this.#text === null;
  }

  /** Adds to the current word; "" only opens it, as empty quotes do. */
  add(text: string): void {
    this.#text = (this.#text ?? "") + text;
  }

  /** What follows here is known to the shell alone. */
  addUnknown(): void {
    this.add("");
    this.#isPartial = true;
  }

  endWord(): void {
    if (this.#text !== null && !this.#isRedirection) this.#words.push({ text: this.#text, isPartial: this.#isPartial });
    if (this.#text !== null) this.#isRedirection = false;
    this.#text = null;
    this.#isPartial = false;
  }

  /** The next word names a file for the shell; a number before the sign belongs to it. */
  redirect(): void {
    if (this.#text !== null && /^\d$/.test(this.#text)) this.#text = null;
    this.endWord();
    this.#isRedirection = true;
  }

  note(flaw: CommandFlaw): void {
    this.#flaws.add(flaw);
  }

  end(): SplitCommand {
    this.endWord();
    return { words: this.#words, flaws: [...this.#flaws] };
  }
}
