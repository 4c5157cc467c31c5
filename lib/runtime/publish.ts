// Hangs the process's gate where Next's bundles, which have their own copies of every module, can find it.
import { PUBLISHED, type Published, type PublishedGate } from "@/lib/core/published";

/** Publishes for this process. */
export function publish(published: Published & { readonly gate: PublishedGate }): void {
  Object.assign(globalThis, { [PUBLISHED]: published });
}
