// Which tenants a member reaches, in words.
import type { ReachedTenant } from "@/lib/core/schemas/team-view";

/** More names make a list nobody reads. */
const MOST_NAMES = 3;

/** "Every one", "None", "Acme and Pied Piper", "A, B, C and 2 more". */
export function tenantsWords(confinedTo: readonly ReachedTenant[] | null): string {
  if (confinedTo === null) return "Every one";
  const names = confinedTo.slice(0, MOST_NAMES).map(({ name }) => name);
  const more = confinedTo.length - names.length;
  if (more > 0) return `${names.join(", ")} and ${more} more`;
  const last = names.pop();
  if (last === undefined) return "None";
  return names.length === 0 ? last : `${names.join(", ")} and ${last}`;
}
