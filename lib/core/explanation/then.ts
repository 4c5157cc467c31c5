// What is known of the time of a request from what a key and an API have become since.
import { instantText } from "@/lib/core/instant";
import { isJsonList, type JsonObject } from "@/lib/core/json";
import type { SecretView } from "@/lib/core/schemas/key-view";

/** That an API was changed after a request. */
export interface LaterChange {
  /** Of the last change; RFC 3339 in UTC. */
  readonly at: string;
  /** Whether a change was one of the dialect, whose words its answers are in. */
  readonly isOfDialect: boolean;
}

type Version = Pick<SecretView, "preview" | "createdAt" | "retiresAt">;

/** The secret that a request at that time was made with, masked; null where it can have been one of several, or none can be told apart. */
export function onlySecretAt(versions: readonly Version[], atMs: number): string | null {
  // Texts of one form are in the order of their instants. A version that was made within the same second may be the one.
  const at = instantText(atMs).slice(0, 19);
  const counted = versions.filter(
    ({ createdAt, retiresAt }) => createdAt.slice(0, 19) <= at && (retiresAt === null || retiresAt.slice(0, 19) >= at),
  );
  const [only, ...more] = counted;
  return only === undefined || more.length > 0 || only.preview === "…" ? null : only.preview;
}

/** What audit rows of changes, the newest first, say together; null where there is none. */
export function laterChange(rows: readonly { readonly at: string; readonly details: JsonObject }[]): LaterChange | null {
  const [last] = rows;
  if (last === undefined) return null;
  return { at: last.at, isOfDialect: rows.some(({ details: { changed } }) => isJsonList(changed) && changed.some(isOfDialect)) };
}

function isOfDialect(field: unknown): boolean {
  return field === "dialect" || field === "customDialect";
}
