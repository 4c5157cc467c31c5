// The links of requesters, as the actions of their pages find them: an end is answered 410, what never was one 404.
import { closedLinkMessage } from "@/lib/core/requests/closed-link";
import type { LinkLook } from "@/lib/core/requests/request-answer";
import type { RefusedState } from "@/lib/core/schemas/action-state";
import type { Outcome } from "@/lib/manage/outcome";
import { judgeLink, type LinkPurpose } from "@/lib/manage/requests/request-links";
import type { ClosedLink } from "@/lib/manage/requests/through-link";
import { readConsole } from "./published-console";
import { answerAs, isAskedByOwnPage } from "./requester";

const GONE = 410;

const NOT_OURS = "This was not sent by our page. Open the link in the mail again.";

/** Looks at the link for one of our own pages, and changes nothing. */
export async function openLink(purpose: LinkPurpose, token: unknown): Promise<LinkLook> {
  if (!(await isAskedByOwnPage())) return refusal(NOT_OURS);
  const link = await judgeLink(readConsole().world, purpose, textOf(token));
  return link.kind === "good" ? { kind: "offered" } : refusal(await close(purpose, link.kind));
}

/** How a use of a link ended, where it did not succeed. */
export type Unopened = RefusedState | { readonly kind: "closed"; readonly message: string };

/** Uses a link from one of our own pages. @returns the value, or what the page says instead */
export async function passLink<T>(
  purpose: LinkPurpose,
  token: unknown,
  use: (token: string) => Promise<Outcome<T> | ClosedLink>,
): Promise<{ readonly kind: "passed"; readonly value: T } | Unopened> {
  if (!(await isAskedByOwnPage())) return refusal(NOT_OURS);
  const outcome = await use(textOf(token));
  if (outcome.kind === "done" || outcome.kind === "unchanged") return { kind: "passed", value: outcome.value };
  if (outcome.kind === "refused") return { kind: "refused", problems: outcome.problems };
  return { kind: "closed", message: await close(purpose, outcome.kind === "absent" ? "used" : outcome.kind) };
}

/** Has the request answered as one for what is over, or never was. @returns what to say */
async function close(purpose: LinkPurpose, kind: ClosedLink["kind"]): Promise<string> {
  await answerAs(kind === "unknown" ? 404 : GONE);
  return closedLinkMessage(purpose, kind);
}

function textOf(token: unknown): string {
  return typeof token === "string" ? token : "";
}

function refusal(message: string): RefusedState {
  return { kind: "refused", problems: [{ field: "", code: "invalid", message }] };
}
