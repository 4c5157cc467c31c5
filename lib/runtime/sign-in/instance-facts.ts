// What the environment says of this instance, without its secrets.
import type { InstanceFacts } from "@/lib/core/instance-facts";
import type { Environment } from "@/lib/runtime/env";
import { version } from "@/package.json";

/** The facts; of URLs only where they lead, since names and passwords may stand in them. */
export function instanceFacts(environment: Environment): InstanceFacts {
  const { databaseUrl, redisUrl, upstash, smtpUrl, onLimiterOutage } = environment;
  const isShared = redisUrl !== null || upstash !== null;
  return {
    version,
    database: databaseUrl === null ? "PGlite, in the data directory" : `PostgreSQL at ${placeOf(databaseUrl, true)}`,
    limiter: limiterWords(redisUrl, upstash?.url ?? null),
    onLimiterOutage: isShared ? onLimiterOutage : null,
    mailServer: smtpUrl === null ? null : placeOf(smtpUrl),
    publicUrl: environment.publicUrl,
    requireHttps: environment.requireHttps,
    signOnIssuer: environment.oidc === null ? null : placeOf(environment.oidc.issuer),
    trustedProxies: environment.trustedProxies,
    workers: environment.workers,
    usageSink: environment.usageSink,
  };
}

function limiterWords(redisUrl: string | null, upstashUrl: string | null): string {
  if (redisUrl !== null) return `Redis at ${placeOf(redisUrl)}`;
  return upstashUrl === null ? "The memory of this process" : `Upstash at ${placeOf(upstashUrl)}`;
}

/** Host and port, and of a database its name. */
function placeOf(url: string, withPath = false): string {
  const { host, pathname } = new URL(url);
  return withPath ? `${host}${decodeURI(pathname)}` : host;
}
