// The management API beside `/api`: OAuth's endpoints, and documents that anybody may read. None of them takes the dialect's credentials.
import { type Api, MANAGEMENT_SLUG } from "@/lib/core/catalogue";

const OAUTH = "/oauth2";
const DOCUMENTS = "/.well-known";

/** Whether the path is the root itself or lies below it. */
export function isWithin(path: string, root: string): boolean {
  return path.startsWith(root) && (path.length === root.length || path[root.length] === "/");
}

/** Whether the path lies under one of the roots. */
export function isUnderOpenRoot(path: string): boolean {
  return isWithin(path, OAUTH) || isWithin(path, DOCUMENTS);
}

/**
 * Whether a request to that path of the API is one of them. What its `Authorization` carries is then the operation's to read: at OAuth's
 * endpoints that is the client's own authentication (RFC 6749 §2.3.1), in OAuth's words.
 */
export function isOpenPlace({ api, path }: { readonly api: Pick<Api, "slug">; readonly path: string }): boolean {
  return api.slug === MANAGEMENT_SLUG && isUnderOpenRoot(path);
}

/** Whether a script of any origin may read what stands there: it is public, and no credential changes it. */
export function isPublicDocument(path: string): boolean {
  return isWithin(path, DOCUMENTS);
}
