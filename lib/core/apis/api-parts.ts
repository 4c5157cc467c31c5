// The parts in which an API is edited, each by a form of its own.

/** In the order in which people need them. */
export const API_PARTS = [
  { part: "general", label: "General" },
  { part: "endpoints", label: "Endpoints" },
  { part: "plans", label: "Plans" },
  { part: "trust", label: "Trusted issuers" },
  { part: "traffic", label: "Hosts, CORS, limits" },
] as const;

export type ApiPart = (typeof API_PARTS)[number]["part"];

/** The part that was asked for; the first one where it is none. */
export function readApiPart(text: string | undefined): ApiPart {
  return API_PARTS.find(({ part }) => part === text)?.part ?? "general";
}

/** The page on which that part is edited. */
export function apiPartPath(slug: string, part: ApiPart): string {
  return part === "general" ? `/apis/${slug}/edit` : `/apis/${slug}/edit?part=${part}`;
}
