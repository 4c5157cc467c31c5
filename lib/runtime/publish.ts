// Hangs the process's gate and console where Next's bundles, which have their own copies of every module, can find them.
import { PUBLISHED, type Published, type PublishedGate } from "@/lib/core/published";
import type { PublishedConsole } from "./sign-in/published-console";

/** All that a process publishes. */
export type PublishedProcess = Published & { readonly gate: PublishedGate; readonly console: PublishedConsole };

/** Publishes for this process. */
export function publish(published: PublishedProcess): void {
  Object.assign(globalThis, { [PUBLISHED]: published });
}
