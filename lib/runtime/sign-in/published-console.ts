// What a process publishes for the pages and actions of its console.
import type { ApiSecretNames } from "@/lib/core/api-secrets";
import type { InstanceFacts } from "@/lib/core/instance-facts";
import { PUBLISHED } from "@/lib/core/published";
import type { ApiWorld } from "@/lib/manage/apis/api-world";
import type { ImportWorld } from "@/lib/manage/apis/preview-import";
import type { KeyFormWorld } from "@/lib/manage/keys/create-key-once";
import type { TeamWorld } from "@/lib/manage/team/team-world";
import type { Environment } from "@/lib/runtime/env";
import type { ConsoleUsage } from "./console-usage";
import type { TestCredential } from "./open-tester";
import type { AdmitRequest } from "./request-throttle";

/** The world of the console's use cases. */
export type ConsoleWorld = TeamWorld & KeyFormWorld & ApiWorld & ImportWorld;

/** Functions and plain data; the bundle's copies of classes differ from the process's. */
export interface PublishedConsole {
  readonly world: ConsoleWorld;
  /** Names of what is sealed of an API; the secrets themselves never cross. */
  readonly secretNamesOf: (apiId: string) => ApiSecretNames;
  /** Seals session cookies. */
  readonly sessionSecret: string;
  /** Whether browsers reach the console over HTTPS, and cookies may say so. */
  readonly isSecure: boolean;
  /** The identity provider of the organisation; null = there is no single sign-on. */
  readonly oidc: Environment["oidc"];
  /** KEYFUSE_URL; null = the instance is reached by whatever address it is asked under. */
  readonly publicUrl: string | null;
  /** Where this process listens, as this machine reaches it. */
  readonly listeningUrl: () => string;
  /** How it was started, without secrets. */
  readonly facts: InstanceFacts;
  /** Counts a stranger's request for a key. */
  readonly admitRequest: AdmitRequest;
  /** How mails leave. */
  readonly sending: { readonly hasServer: boolean; readonly usualSender: string };
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
  const published = findConsole();
  if (published === undefined) throw new Error("The console was asked for before the process had opened it.");
  return published;
}

/** Whether there is one: not while the process is still starting, nor under bare Next. */
export function isConsoleOpen(): boolean {
  return findConsole() !== undefined;
}

function findConsole(): PublishedConsole | undefined {
  const holder = globalThis as { [PUBLISHED]?: { readonly console?: PublishedConsole } };
  return holder[PUBLISHED]?.console;
}
