// Under which address the browser reached this instance.
import { headers } from "next/headers";

/** Origin without a slash at its end, by the front door's word; examples on pages begin with it. */
export async function readInstanceUrl(): Promise<string> {
  const sent = await headers();
  return `${sent.get("x-forwarded-proto") ?? "http"}://${sent.get("x-forwarded-host") ?? sent.get("host") ?? "localhost"}`;
}
