// One run of the command line: opens the instance for a command, prints its reply, turns refusals into an exit status.
import { readFile } from "node:fs/promises";
import { text as readText } from "node:stream/consumers";
import { InvalidArgumentError } from "commander";
import { awaitSeen } from "@/lib/adapters/postgres/announce";
import type { Problem } from "@/lib/core/schemas/problem";
import { readUuid } from "@/lib/core/schemas/texts";
import { ensureBuiltInApis } from "@/lib/manage/first-start";
import type { Outcome } from "@/lib/manage/outcome";
import { type Environment, readEnvironment } from "@/lib/runtime/env";
import { type Instance, openInstance } from "@/lib/runtime/open-instance";

/** For the audit. */
export const ACTOR = "command-line";

/** What a command comes to. */
export interface Reply {
  /** The one document of `--json`. */
  readonly json: unknown;
  /** For people, without the last line break. */
  readonly text: string;
  /** The reply is that something is wrong. */
  readonly isBad?: boolean;
}

/** Options every command has. */
export interface CommonOptions {
  readonly json?: boolean;
}

/** An expected refusal: its message is all the operator needs. */
export class RefusedError extends Error {
  override name = "RefusedError";
}

/** Where and for whom commands run. */
export interface Session {
  /** The project's root. */
  readonly root: string;
  readonly print: (text: string) => void;
}

/** Runs a command that needs no open instance, and prints its reply. */
export async function reply(session: Session, options: CommonOptions, work: () => Promise<Reply>): Promise<void> {
  const { json, text, isBad = false } = await work();
  const written = options.json === true ? JSON.stringify(json, null, 2) : text;
  if (written !== "") session.print(`${written}\n`);
  if (isBad) process.exitCode = 1;
}

/**
 * Runs a command on the instance, beside the process that serves it or, where none does, as its only owner for the while. A change
 * is replied to once the serving process acts on it.
 */
export function replyWith(session: Session, options: CommonOptions, work: (instance: Instance) => Promise<Reply>): Promise<void> {
  return reply(session, options, async () => {
    const opened: { instance: Instance | null } = { instance: null };
    const instance = await openInstance(environmentOrRefuse(), {
      root: session.root,
      whenServed: "join",
      onFault: () => {},
      settle: async () => {
        if (opened.instance?.isShared) await awaitSeen(opened.instance.database.pool);
      },
    });
    opened.instance = instance;
    try {
      return await work(instance);
    } finally {
      await instance.close();
    }
  });
}

/** As `replyWith`, once the built-in APIs exist. */
export function replyPrepared(session: Session, options: CommonOptions, work: (instance: Instance) => Promise<Reply>): Promise<void> {
  return replyWith(session, options, async (instance) => {
    await ensureBuiltInApis(instance.world);
    return work(instance);
  });
}

/** The environment of this process. */
export function environmentOrRefuse(): Environment {
  const environment = readEnvironment();
  if (typeof environment === "string") throw new RefusedError(environment);
  return environment;
}

/** The value of a use case that was carried out; a refusal is thrown, worded field by field. */
export function carriedOut<T>(outcome: Outcome<T>, absent: string): T {
  if (outcome.kind === "absent") throw new RefusedError(absent);
  if (outcome.kind === "refused") throw new RefusedError(problemLines(outcome.problems).join("\n"));
  return outcome.value;
}

/** One line for each problem. */
export function problemLines(problems: readonly Problem[]): string[] {
  return problems.map(({ field, message }) => (field === "" ? message : `${field}: ${message}`));
}

/** The text of a file, or of standard input for `-`. */
export async function readInput(file: string): Promise<string> {
  try {
    return file === "-" ? await readText(process.stdin) : await readFile(file, "utf8");
  } catch (cause) {
    throw new RefusedError(`${file} cannot be read.`, { cause });
  }
}

/** A UUID given as an option. */
export function readUuidOption(text: string): string {
  const uuid = readUuid(text);
  if (uuid === null) throw new InvalidArgumentError("It must be a UUID.");
  return uuid;
}

/** Columns under their heads, for people. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [heads, ...rows];
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? "").length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
