// What the suites know of one server action.
import type { Database } from "@/lib/adapters/postgres/open-database";
import type { Role } from "@/lib/core/roles";
import type { Argument } from "../console-client";
import type { ConsoleWorld } from "../console-world";

/** By the action's name in a table. */
export interface ActionCall {
  /** Who may call it. */
  readonly leastRole: Role;
  /** Arguments of a call that changes something; left out = the state and an empty form. */
  readonly good?: () => readonly Argument[];
  /** Why no call that stands here beforehand can change anything, and what proves the action instead. */
  readonly cannotSucceed?: string;
  /** The session that the call is made with is over afterwards. */
  readonly endsSession?: true;
  /** Why no naughty strings are sent through it. */
  readonly withoutNaughty?: string;
  /** Makes good again what an earlier call used up, before each call of a suite that sends many. */
  readonly prepare?: (world: ConsoleWorld) => Promise<void>;
  /** What the database holds of a text that the call had in that field; null = it stores no such text. Left out = none of it. */
  readonly stored?: (database: Database, field: string, call: readonly Argument[]) => Promise<string | null>;
}

/** The state that an action of `useActionState` begins with. */
export const IDLE_STATE: Argument = { data: { kind: "idle" } };

/** The fields of a call's first form. */
export function formOf(call: readonly Argument[]): Readonly<Record<string, string | readonly string[]>> {
  const form = call.find((argument) => "form" in argument);
  return form === undefined ? {} : form.form;
}
