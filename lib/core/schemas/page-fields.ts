// The page and the order that searches ask for, in the vendor's names.
import { z } from "zod";
import type { Checked } from "./problem";
import { storableText } from "./texts";

const DEFAULT_RESULTS = 25;
const MOST_RESULTS = 1000;
const LAST_ROW = 2_147_483_647;
const LONGEST_ORDER = 255;

/** One step of an order. */
export interface SortStep<Name extends string> {
  readonly name: Name;
  readonly order: "asc" | "desc";
}

const orders = ["asc", "desc", "ASC", "DESC"] as const;

/** The fields of a search that finds objects by page, sorted by the given names. */
export function pageFields<const Names extends readonly [string, ...string[]]>(names: Names) {
  return {
    numberOfResults: z.int().min(0).max(MOST_RESULTS).default(DEFAULT_RESULTS),
    startRow: z.int().min(0).max(LAST_ROW).default(0),
    /** Names with an order each, comma-separated: `name ASC, insertInstant DESC`. */
    orderBy: storableText(LONGEST_ORDER).optional(),
    sortFields: z
      .array(
        z.strictObject({
          name: z.enum(names, `Results can be sorted by ${names.join(", ")}.`),
          order: z.enum(orders).default("asc"),
          missing: z.string().nullish(),
        }),
      )
      .max(names.length)
      .optional(),
  };
}

/** What a checked search says of its order. */
interface AskedOrder<Name extends string> {
  readonly orderBy?: string | undefined;
  readonly sortFields?: readonly { readonly name: Name; readonly order: (typeof orders)[number] }[] | undefined;
}

/** The order that a search asks for; `sortFields` decides over `orderBy`. Empty = none. */
export function readOrder<Name extends string>(
  names: readonly Name[],
  { orderBy, sortFields }: AskedOrder<Name>,
): Checked<SortStep<Name>[]> {
  if (sortFields !== undefined) {
    return { ok: true, value: sortFields.map(({ name, order }) => ({ name, order: order === "asc" || order === "ASC" ? "asc" : "desc" })) };
  }
  const steps = (orderBy ?? "")
    .split(",")
    .filter((part) => part.trim() !== "")
    .map((part) => readStep(names, part.trim()));
  const good = steps.filter((step) => step !== null);
  if (good.length === steps.length && steps.length <= names.length) return { ok: true, value: good };
  const message = `This lists names and orders, such as "${names[0]} ASC"; the names are ${names.join(", ")}.`;
  return { ok: false, problems: [{ field: "orderBy", code: "invalid", message }] };
}

function readStep<Name extends string>(names: readonly Name[], text: string): SortStep<Name> | null {
  const [word, order = "asc", ...others] = text.split(/\s+/);
  const name = names.find((one) => one === word);
  const direction = order.toLowerCase();
  if (name === undefined || others.length > 0 || (direction !== "asc" && direction !== "desc")) return null;
  return { name, order: direction };
}
