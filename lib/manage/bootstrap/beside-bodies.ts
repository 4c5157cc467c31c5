// What stands beside a wrapped body in a bootstrap file: a user's registrations, a group's roles and members, as in calls of the management API.
import type { Json } from "@/lib/core/http";
import { isJsonList, isJsonObject, type JsonObject } from "@/lib/core/json";
import { roleIdsField } from "@/lib/core/schemas/group";
import { type MemberFields, readMember } from "@/lib/core/schemas/member";
import { type Checked, check, type Problem } from "@/lib/core/schemas/problem";
import { type RegistrationInput, readRegistrationInput } from "@/lib/core/schemas/registration";
import type { Report } from "./read-bootstrap";

/** Empty where nothing was said: what is there stays. */
export interface BesideBody {
  /** Each with its path from the entry, joined by dots, for whoever has to say what is wrong with it. */
  readonly registrations: readonly { readonly path: string; readonly input: RegistrationInput }[];
  /** undefined = nothing was said. */
  readonly roleIds: readonly string[] | undefined;
  readonly members: readonly MemberFields[];
}

export const NOTHING_BESIDE: BesideBody = { registrations: [], roleIds: undefined, members: [] };

/** The names that each noun's body may have beside it. */
const NAMES: Readonly<Record<"application" | "user" | "group", readonly string[]>> = {
  application: [],
  user: ["registration", "registrations"],
  group: ["roleIds", "members"],
};

/** Reads them; every fault is reported at its place, and is then left out. */
export function readBeside(noun: keyof typeof NAMES, entry: JsonObject, at: readonly PropertyKey[], report: Report): BesideBody {
  for (const name of Object.keys(entry)) {
    if (name !== noun && !NAMES[noun].includes(name)) report([...at, name], "is a name that nobody documents");
  }
  if (noun === "application") return NOTHING_BESIDE;
  const list = <Value>(name: string, read: (value: JsonObject) => Checked<Value>): Value[] =>
    readList(entry[name], [...at, name], read, report);
  if (noun === "group") return { ...NOTHING_BESIDE, roleIds: readRoleIds(entry, at, report), members: list("members", readMember) };
  const one = entry.registration === undefined ? [] : readList([entry.registration], at, readRegistrationInput, only(at, report));
  const registrations = [
    ...one.map((input) => ({ path: "registration", input })),
    ...list("registrations", readRegistrationInput).map((input, index) => ({ path: `registrations.${index}`, input })),
  ];
  return { ...NOTHING_BESIDE, registrations };
}

/** A single registration has no position in its path. */
function only(at: readonly PropertyKey[], report: Report): Report {
  return (path, message) => report([...at, "registration", ...path.slice(at.length + 1)], message);
}

function readList<Value>(
  value: Json | undefined,
  at: readonly PropertyKey[],
  read: (value: JsonObject) => Checked<Value>,
  report: Report,
): Value[] {
  if (value === undefined) return [];
  if (!isJsonList(value)) {
    report(at, "must be a list");
    return [];
  }
  return value.flatMap((item, index) => {
    if (!isJsonObject(item)) {
      report([...at, index], "must be an object");
      return [];
    }
    const checked = read(item);
    if (checked.ok) return [checked.value];
    for (const problem of checked.problems) report([...at, index, ...segmentsOf(problem.field)], problem.message);
    return [];
  });
}

function readRoleIds({ roleIds }: JsonObject, at: readonly PropertyKey[], report: Report): readonly string[] | undefined {
  if (roleIds === undefined) return undefined;
  const checked = check(roleIdsField, roleIds);
  if (checked.ok) return checked.value;
  for (const problem of checked.problems) report([...at, "roleIds", ...segmentsOf(problem.field)], problem.message);
  return undefined;
}

/** A dot-joined field as a path: positions in lists are numbers. */
export function segmentsOf(field: Problem["field"]): PropertyKey[] {
  return field === "" ? [] : field.split(".").map((name) => (/^\d+$/.test(name) ? Number(name) : name));
}
