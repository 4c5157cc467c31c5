// What members are told of the instance that they use: how it was started. Never a secret.

/** By what it stands on. */
export interface InstanceFacts {
  readonly version: string;
  /** `PGlite in the data directory`, or a server's host, port and database. */
  readonly database: string;
  readonly limiter: string;
  /** What happens to limits when the shared store does not answer; null = nothing is shared. */
  readonly onLimiterOutage: "local" | "closed" | null;
  /** Where mails leave; null = nowhere. */
  readonly mailServer: string | null;
  /** KEYFUSE_URL; null = whatever address it is asked under. */
  readonly publicUrl: string | null;
  /** Whether requests over plain HTTP are refused. */
  readonly requireHttps: "auto" | "on" | "off";
  /** The issuer of single sign-on; null = there is none. */
  readonly signOnIssuer: string | null;
  readonly trustedProxies: readonly string[];
  readonly workers: number;
  /** Where requests are counted before they are answered. */
  readonly usageSink: "journal" | "database";
}
