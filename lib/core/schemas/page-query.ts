// The query of a page's URL, as Next gives it and as pages read it.
import { isStorable } from "./texts";

/** Names with their values. */
export type PageQuery = Readonly<Record<string, string | readonly string[] | undefined>>;

const LONGEST_TEXT = 200;

/** The value of that name; of several the first, "" where there is none. */
export function singleOf(query: PageQuery, name: string): string {
  const value = query[name];
  return (typeof value === "object" ? value[0] : value) ?? "";
}

/** The same without spaces around it; "" where it is no text that could be searched for. */
export function storableOf(query: PageQuery, name: string): string {
  const text = singleOf(query, name).trim();
  return text.length <= LONGEST_TEXT && isStorable(text) ? text : "";
}
