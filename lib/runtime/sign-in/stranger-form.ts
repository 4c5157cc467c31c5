// The forms of pages before the sign-in: asked by our own pages only, and answered alike for everybody.
import type { RefusedState } from "@/lib/core/schemas/action-state";
import { type MailAsk, noteMailAsk } from "@/lib/manage/team/mail-ask";
import { tooMany } from "@/lib/manage/team/prove-password";
import { readConsole } from "./published-console";
import { isAskedByOwnPage, mailedUrl, requesterAddress } from "./requester";

const ASKED = { kind: "asked" } as const;

/** The refusal of what another site sent; null where one of our own pages did. */
export async function refuseForeign(): Promise<RefusedState | null> {
  if (await isAskedByOwnPage()) return null;
  return refusal("This was not asked by a page of this console. Reload the page and try again.");
}

/**
 * Has a mail sent once the answer has left, so that its time says nothing of what there was to do. Refused only for too many tries,
 * which are counted by the address that was typed, whether anybody has it or not.
 */
export async function mailLater(kind: MailAsk["kind"], email: string): Promise<RefusedState | { readonly kind: "asked" }> {
  const { world } = readConsole();
  const address = email.trim().toLowerCase();
  const wait = world.admitMail(address, await requesterAddress());
  if (wait !== null) return { kind: "refused", problems: [tooMany(wait)] };
  // Many who ask from many places bury an address in mails together. Nobody is told, as nobody is told whether anybody has the address.
  if (world.admitRecipient(address) !== null) return ASKED;
  await noteMailAsk(world, { kind, email, origin: await mailedUrl() });
  return ASKED;
}

/** A field of a form that came from a browser. */
export function textOf(form: FormData, field: string): string {
  const value = form instanceof FormData ? form.get(field) : null;
  return typeof value === "string" ? value : "";
}

function refusal(message: string): RefusedState {
  return { kind: "refused", problems: [{ field: "", code: "invalid", message }] };
}
