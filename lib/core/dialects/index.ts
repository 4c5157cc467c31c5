// The dialects that ship, by name.
import { cryptofuse } from "./cryptofuse";
import type { Dialect } from "./dialect";
import { fusionAi } from "./fusion-ai";
import { fusionauth } from "./fusionauth";
import { infuzu } from "./infuzu";
import { keyfuseService } from "./keyfuse-service";
import { standard } from "./standard";

/** The five vendors' dialects and Keyfuse's own, by name. */
export const DIALECTS: Readonly<Record<string, Dialect>> = {
  "fusion-ai": fusionAi,
  standard,
  infuzu,
  cryptofuse,
  fusionauth,
  "keyfuse-service": keyfuseService,
};

/** The dialects an API may be given by name (the service dialect is the instance's own). */
export const VENDOR_DIALECTS = ["fusion-ai", "standard", "infuzu", "cryptofuse", "fusionauth"] as const;

/** The dialects that an API may be given by name, as people choose among them. */
export function dialectOptions(): readonly { readonly name: string; readonly title: string }[] {
  return VENDOR_DIALECTS.map((name) => ({ name, title: DIALECTS[name]?.title ?? name }));
}
