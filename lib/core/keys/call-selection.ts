// Which calls of an API are ticked, and what ticking a single one, a row or a column makes of them.
import { coveringTemplates, normaliseTemplate } from "@/lib/core/grants/endpoint-index";
import type { Call } from "@/lib/core/grants/reach";

/** How much of some calls is ticked. */
export type TickState = "all" | "some" | "none";

/** What is ticked, prepared for many questions. */
export interface Selection {
  /** Texts such as `GET /models`. */
  readonly ticked: ReadonlySet<string>;
  /** The same with the names of parameters dropped. */
  readonly granted: ReadonlySet<string>;
}

/** How a form writes a call: `GET /models`. */
export function callText({ method, path }: Pick<Call, "method" | "path">): string {
  return `${method} ${path}`;
}

/** The selection of calls that are given as texts. */
export function selectionOf(ticked: readonly string[]): Selection {
  return { ticked: new Set(ticked), granted: new Set(ticked.map(normaliseTemplate)) };
}

/** Whether another ticked call opens that call along: a grant on a path covers what only adds parameters to it. */
export function isOpenedAlong(call: Call, { ticked, granted }: Selection): boolean {
  return !ticked.has(callText(call)) && coveringTemplates(call.path).some((path) => granted.has(callText({ ...call, path })));
}

/** How many of the calls the ticked ones open. */
export function tickState(calls: readonly Call[], selection: Selection): TickState {
  const open = calls.filter((call) => selection.ticked.has(callText(call)) || isOpenedAlong(call, selection)).length;
  if (open === 0) return "none";
  return open === calls.length ? "all" : "some";
}

/** The ticked calls with all of those ticked, or none of them. What is open along with another needs no tick of its own. */
export function withTicks(ticked: readonly string[], calls: readonly Call[], isTicked: boolean): string[] {
  const texts = new Set(calls.map(callText));
  const others = ticked.filter((text) => !texts.has(text));
  if (!isTicked) return others;
  const all = selectionOf([...others, ...texts]);
  return [...others, ...calls.filter((call) => !isOpenedByAnother(call, all)).map(callText)];
}

function isOpenedByAnother(call: Call, { granted }: Selection): boolean {
  const [, ...above] = coveringTemplates(call.path);
  return above.some((path) => granted.has(callText({ ...call, path })));
}
