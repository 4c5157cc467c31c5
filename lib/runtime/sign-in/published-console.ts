// What a process publishes for the pages and actions of its console.
import type { ApiSecretNames } from "@/lib/core/api-secrets";
import { PUBLISHED } from "@/lib/core/published";
import type { KeyFormWorld } from "@/lib/manage/keys/create-key-once";
import type { SignInWorld } from "@/lib/manage/team/sign-in";
import type { ConsoleUsage } from "./console-usage";
import type { TestCredential } from "./open-tester";

/** The world of the console's use cases. */
export type ConsoleWorld = SignInWorld & KeyFormWorld;

/** Functions and plain data; the bundle's copies of classes differ from the process's. */
export interface PublishedConsole {
  readonly world: ConsoleWorld;
  /** Names of what is sealed of an API; the secrets themselves never cross. */
  readonly secretNamesOf: (apiId: string) => ApiSecretNames;
  /** Seals session cookies. */
  readonly sessionSecret: string;
  /** Whether browsers reach the console over HTTPS, and cookies may say so. */
  readonly isSecure: boolean;
  /** KEYFUSE_URL; null = the instance is reached by whatever address it is asked under. */
  readonly publicUrl: string | null;
  readonly testCredential: TestCredential;
  readonly usage: ConsoleUsage;
  /** Logs a fault that a page or a sign-in met. */
  readonly reportFault: (fault: unknown) => void;
}

/**
 * The console of this process.
 * @throws while the process is still starting
 */
export function readConsole(): PublishedConsole {
  const holder = globalThis as { [PUBLISHED]?: { readonly console?: PublishedConsole } };
  const published = holder[PUBLISHED]?.console;
  if (published === undefined) throw new Error("The console was asked for before the process had opened it.");
  return published;
}
