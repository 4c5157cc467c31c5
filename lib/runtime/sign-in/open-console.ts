// Composes what the console needs of its process.
import { Buffer } from "node:buffer";
import { createClock } from "@/lib/adapters/system/clock";
import { oneTimeCodes } from "@/lib/adapters/system/one-time-codes";
import { passkeys } from "@/lib/adapters/system/passkeys";
import { namesOfSecrets } from "@/lib/core/api-secrets";
import { usualSender } from "@/lib/core/mail/address";
import { isLoopbackName } from "@/lib/core/routing";
import type { Environment } from "@/lib/runtime/env";
import { instanceHosts } from "@/lib/runtime/instance-hosts";
import { listeningUrl } from "@/lib/runtime/listening-url";
import type { LiveCatalogue } from "@/lib/runtime/live-catalogue";
import type { Log } from "@/lib/runtime/log";
import type { Instance } from "@/lib/runtime/open-instance";
import { yamlReader } from "@/lib/runtime/yaml/read-yaml";
import { instanceFacts } from "./instance-facts";
import { upstreamJudge } from "./judge-upstream";
import type { PublishedConsole } from "./published-console";
import { createRequestThrottle } from "./request-throttle";
import { createTeamThrottle } from "./sign-in-throttle";
import { createTypedSecretThrottle } from "./typed-secret-throttle";

/** The console over an open instance. */
export function openConsole(
  instance: Instance,
  catalogue: Pick<LiveCatalogue, "secretsOf">,
  log: Log,
  root: string,
): Omit<PublishedConsole, "testCredential" | "usage"> {
  const { environment, world } = instance;
  const clock = createClock();
  const ownHosts = instanceHosts(environment.publicUrl, environment.host);
  return {
    secretNamesOf: (apiId) => namesOfSecrets(catalogue.secretsOf(apiId)),
    world: {
      ...world,
      ...createTeamThrottle(clock),
      oneTimeCodes,
      passkeys,
      admitTypedSecret: createTypedSecretThrottle(clock),
      readYaml: yamlReader(root),
      unseal: instance.apiSealing.openText,
      judgeUpstream: upstreamJudge(environment),
      // Names below localhost lead here too, and are there to be given to APIs.
      isOwnHost: (host) => ownHosts.has(host) || (isLoopbackName(host) && !host.endsWith(".localhost")),
    },
    admitRequest: createRequestThrottle(clock),
    sessionSecret: environment.nextAuthSecret ?? Buffer.from(instance.derive("session")).toString("base64url"),
    isSecure: isReachedSecurely(environment),
    oidc: environment.oidc,
    publicUrl: environment.publicUrl,
    listeningUrl: () => listeningUrl(environment, environment.port),
    facts: instanceFacts(environment),
    sending: { hasServer: environment.smtpUrl !== null, usualSender: usualSender(environment.publicUrl) },
    reportFault: (fault) => log.fault("console", fault),
  };
}

function isReachedSecurely({ publicUrl, tls }: Environment): boolean {
  return publicUrl === null ? tls !== null : publicUrl.startsWith("https:");
}
