// Composes what the console needs of its process.
import { Buffer } from "node:buffer";
import { createClock } from "@/lib/adapters/system/clock";
import { namesOfSecrets } from "@/lib/core/api-secrets";
import type { Environment } from "@/lib/runtime/env";
import type { LiveCatalogue } from "@/lib/runtime/live-catalogue";
import type { Log } from "@/lib/runtime/log";
import type { Instance } from "@/lib/runtime/open-instance";
import type { PublishedConsole } from "./published-console";
import { createSignInThrottle } from "./sign-in-throttle";
import { createTypedSecretThrottle } from "./typed-secret-throttle";

/** The console over an open instance. */
export function openConsole(
  instance: Instance,
  catalogue: Pick<LiveCatalogue, "secretsOf">,
  log: Log,
): Omit<PublishedConsole, "testCredential" | "usage"> {
  const { environment, world } = instance;
  const clock = createClock();
  return {
    secretNamesOf: (apiId) => namesOfSecrets(catalogue.secretsOf(apiId)),
    world: { ...world, admitSignIn: createSignInThrottle(clock), admitTypedSecret: createTypedSecretThrottle(clock) },
    sessionSecret: environment.nextAuthSecret ?? Buffer.from(instance.derive("session")).toString("base64url"),
    isSecure: isReachedSecurely(environment),
    publicUrl: environment.publicUrl,
    reportFault: (fault) => log.fault("console", fault),
  };
}

function isReachedSecurely({ publicUrl, tls }: Environment): boolean {
  return publicUrl === null ? tls !== null : publicUrl.startsWith("https:");
}
