// Who sends the request that a page or an action answers.
import { headers } from "next/headers";
import { isOwnOrigin } from "@/lib/core/origin";
import { readPublished } from "@/lib/core/published";
import { CONTEXT_HEADER } from "@/lib/core/request-guard";
import { readConsole } from "./published-console";

/** The headers that are read here. */
type HeaderReader = Pick<Headers, "get">;

/** The client's address; "unknown" without the front door's word on it. */
export function clientAddress(sent: HeaderReader): string {
  return contextOf(sent)?.peer ?? "unknown";
}

/** What the front door knows of the request; null without it. */
function contextOf(sent: HeaderReader) {
  return readPublished()?.context(sent.get(CONTEXT_HEADER) ?? "") ?? null;
}

/** Whether one of our own pages sent the request. */
export function isFromOwnPage(sent: HeaderReader): boolean {
  return isOwnOrigin(sent.get("origin"), sent.get("x-forwarded-host") ?? sent.get("host"));
}

/** The same about the request that is being answered. */
export async function isAskedByOwnPage(): Promise<boolean> {
  return isFromOwnPage(await headers());
}

/** The origin under which people and programs reach this instance: KEYFUSE_URL, else the one that this request was sent to. */
export async function instanceUrl(): Promise<string> {
  const { publicUrl, isSecure } = readConsole();
  const sent = await headers();
  const scheme = contextOf(sent)?.scheme ?? (isSecure ? "https" : "http");
  // The front door answers for its own names only, so the host is one of them.
  return publicUrl ?? `${scheme}://${sent.get("host") ?? "localhost"}`;
}
