// Where an API's reference stands: for people and for programs.
import { MANAGEMENT_SLUG } from "@/lib/core/catalogue";

/** The page for people. */
export function referencePath(slug: string): string {
  return slug === MANAGEMENT_SLUG ? "/docs" : `/docs/${slug}`;
}

/** The OpenAPI document. */
export function documentPath(slug: string): string {
  return slug === MANAGEMENT_SLUG ? "/openapi.json" : `/openapi/${slug}.json`;
}

/** The slug in `{slug}.json`, or null. */
export function readDocumentName(name: string): string | null {
  return /^([a-z0-9-]{1,63})\.json$/.exec(name)?.[1] ?? null;
}
