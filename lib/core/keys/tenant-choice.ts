// The tenant of a key to be: chosen from a list, or written where there are more than a list holds.
import type { FormTenant } from "./key-draft";

/** Nobody finds one among more than these in a list. A form that is offered more asks for a name or an id. */
export const MOST_LISTED_TENANTS = 500;

/** Whether the tenants offered are more than a list holds. */
export function isWritten(tenants: readonly FormTenant[]): boolean {
  return tenants.length > MOST_LISTED_TENANTS;
}

/** The tenant of that id, or else of that name. */
export function chosenTenant(tenants: readonly FormTenant[], asked: string): FormTenant | undefined {
  const text = asked.trim();
  return tenants.find(({ id }) => id === text.toLowerCase()) ?? tenants.find(({ name }) => name === text);
}
