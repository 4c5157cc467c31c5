// Whether a mail can leave at all.
import { isMailAddress } from "./address";

/** Why no server could deliver it, in one line, or null. */
export function flawOfMail({ from, to }: { readonly from: string; readonly to: string }): string | null {
  if (!isMailAddress(to)) return "The recipient is not one mail address.";
  return isMailAddress(from) ? null : "The sender is not one mail address.";
}
