// Which endpoints keys and plans name, and would name in vain.
import { normaliseTemplate } from "@/lib/core/grants/endpoint-index";

/** A template that is named, and how many keys name it. */
export interface NamedTemplate {
  readonly template: string;
  readonly count: number;
}

/** Of the named templates, those that are registered before and no more after. `named` counts by template. */
export function lostGrants(
  named: Readonly<Record<string, number>>,
  before: readonly { readonly path: string }[],
  after: readonly { readonly path: string }[],
): readonly NamedTemplate[] {
  const templatesOf = (endpoints: readonly { readonly path: string }[]) => new Set(endpoints.map(({ path }) => normaliseTemplate(path)));
  const [registered, kept] = [templatesOf(before), templatesOf(after)];
  return Object.entries(named)
    .filter(([template]) => registered.has(normaliseTemplate(template)) && !kept.has(normaliseTemplate(template)))
    .map(([template, count]) => ({ template, count }));
}
