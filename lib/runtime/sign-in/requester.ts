// Who sends the request that a page or an action answers.
import { headers } from "next/headers";
import { isOwnOrigin, mailedOrigin } from "@/lib/core/origin";
import { readPublished } from "@/lib/core/published";
import { CONTEXT_HEADER } from "@/lib/core/request-guard";
import type { Whence } from "@/lib/manage/team/team-world";
import { readConsole } from "./published-console";

/** The headers that are read here. */
type HeaderReader = Pick<Headers, "get">;

/** The client's address; "unknown" without the front door's word on it. */
export function clientAddress(sent: HeaderReader): string {
  return contextOf(sent)?.peer ?? "unknown";
}

/** Where whoever sends the request is. */
export function whenceOf(sent: HeaderReader): Whence {
  return { address: clientAddress(sent), agent: sent.get("user-agent") ?? "" };
}

/** The address of whoever sends the request that is being answered. */
export async function requesterAddress(): Promise<string> {
  return clientAddress(await headers());
}

/** What the front door knows of the request; null without it. */
function contextOf(sent: HeaderReader) {
  return readPublished()?.context(sent.get(CONTEXT_HEADER) ?? "") ?? null;
}

/** Answers the request that a page or an action is made for with that status. */
export async function answerAs(status: number): Promise<void> {
  const id = (await headers()).get(CONTEXT_HEADER);
  if (id !== null) readPublished()?.answerAs?.(id, status);
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
  return publicUrl ?? `${scheme}://${contextOf(sent)?.host ?? sent.get("host") ?? "localhost"}`;
}

/** The origin that links in mails to others begin with: KEYFUSE_URL, else where this instance listens, whatever port was asked for. */
export async function mailedUrl(): Promise<string> {
  const { publicUrl, listeningUrl } = readConsole();
  return publicUrl ?? mailedOrigin(listeningUrl(), await instanceUrl());
}
