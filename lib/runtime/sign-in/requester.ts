// Who sends the request that a page or an action answers.
import { headers } from "next/headers";
import { isOwnOrigin } from "@/lib/core/origin";
import { readPublished } from "@/lib/core/published";
import { CONTEXT_HEADER } from "@/lib/core/request-guard";

/** The headers that are read here. */
type HeaderReader = Pick<Headers, "get">;

/** The client's address; "unknown" without the front door's word on it. */
export function clientAddress(sent: HeaderReader): string {
  return readPublished()?.context(sent.get(CONTEXT_HEADER) ?? "")?.peer ?? "unknown";
}

/** Whether one of our own pages sent the request. */
export function isFromOwnPage(sent: HeaderReader): boolean {
  return isOwnOrigin(sent.get("origin"), sent.get("x-forwarded-host") ?? sent.get("host"));
}

/** The same about the request that is being answered. */
export async function isAskedByOwnPage(): Promise<boolean> {
  return isFromOwnPage(await headers());
}
