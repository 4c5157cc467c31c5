// The words of a pasted command, as the shell it was written for would hand them to the program.
import { splitPosix } from "./split-posix";
import { splitCmd, splitPowerShell } from "./split-windows";

/** A word of a command. `isPartial`: the shell would fill in a variable or another command's output, which the paste cannot tell. */
export interface CommandWord {
  readonly text: string;
  readonly isPartial: boolean;
}

/** What the way a command is written does to it, beside what its words say. */
export type CommandFlaw =
  /** A line ends without the shell's sign that it goes on. */
  | "broken_line"
  /** White space follows the sign that the line goes on, so that it does not. */
  | "space_after_continuation"
  /** An `&` outside quotes ends the command. */
  | "cut_at_ampersand"
  /** A quotation mark is never closed. */
  | "open_quote"
  /** Quotation marks of a word processor, which no shell knows. */
  | "typographic_quotes";

export interface SplitCommand {
  readonly words: readonly CommandWord[];
  readonly flaws: readonly CommandFlaw[];
}

type Shell = "posix" | "cmd" | "powershell";

const SPLITTERS: Readonly<Record<Shell, (text: string) => SplitCommand>> = {
  posix: splitPosix,
  cmd: splitCmd,
  powershell: splitPowerShell,
};

/**
 * Splits the first command of the text. Where a shell would stop at a line's end by mistake, reading goes on and the flaw is named,
 * since the rest of the paste is what was meant.
 */
export function splitCommand(text: string): SplitCommand {
  const lines = text.replace(/\r\n?/g, "\n");
  const split = SPLITTERS[shellOf(lines)](lines);
  return /[“”„‘’]/.test(lines) ? { ...split, flaws: [...split.flaws, "typographic_quotes"] } : split;
}

/** Which shell a command was written for, by the signs that only it uses; a POSIX shell where there are none. */
function shellOf(text: string): Shell {
  if (/\^[ \t]*\n|\^"/.test(text)) return "cmd";
  return /`[ \t]*\n|\$env:/i.test(text) ? "powershell" : "posix";
}
