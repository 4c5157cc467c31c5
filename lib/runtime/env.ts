// The environment: every variable Keyfuse reads, with its default and its check. Nothing else reads process.env.
import { isIP } from "node:net";
import path from "node:path";
import { z } from "zod";
import { parseBlock } from "@/lib/core/grants/addresses";
import { isKeysUrl } from "@/lib/core/schemas/external-issuer";

const PREFIX = "KEYFUSE_";

/** The words a switch may be set with. */
const SWITCH_WORDS = new Map<string, "auto" | "on" | "off">([
  ["auto", "auto"],
  ["on", "on"],
  ["true", "on"],
  ["1", "on"],
  ["off", "off"],
  ["false", "off"],
  ["0", "off"],
]);

/** Unset reads as null. */
const orNull = <Schema extends z.ZodType>(schema: Schema) => schema.optional().transform((value) => value ?? null);
const optionalText = orNull(z.string());
const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `must be a whole number from ${least} to ${most}`)
    .transform(Number)
    .refine((value) => value >= least && value <= most, `must be a whole number from ${least} to ${most}`);

const urlOf = (schemes: readonly string[]) =>
  z.string().refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol.slice(0, -1)), {
    error: `must be a URL that starts with ${schemes.map((scheme) => `${scheme}:`).join(" or ")}`,
    abort: true,
  });

const addressBlocks = z
  .string()
  .transform((text) => text.split(",").map((block) => block.trim()))
  .refine(
    (blocks) => blocks.every((block) => parseBlock(block) !== null),
    "must be addresses or CIDR blocks, comma-separated, such as 10.0.0.0/8,::1",
  );

const baseUrl = urlOf(["http", "https"])
  .refine((text) => {
    const url = new URL(text);
    return url.pathname === "/" && url.search === "" && url.hash === "" && url.username === "" && url.password === "";
  }, "must be a base URL without path, query or credentials, such as https://keys.example.com")
  .transform((text) => new URL(text).origin);

const VARIABLES = z.object({
  PORT: wholeNumber(0, 65_535).default(3000),
  HOST: z.string().refine(isListenable, "must be an IP address or localhost").default("127.0.0.1"),
  KEYFUSE_URL: orNull(baseUrl),
  KEYFUSE_DATA_DIR: z.string().default("./data"),
  KEYFUSE_MASTER_KEY: optionalText,
  KEYFUSE_BOOTSTRAP: orNull(z.string()),
  KEYFUSE_USAGE_SINK: z.enum(["journal", "database"], "must be journal or database").default("journal"),
  KEYFUSE_HOT_PATHS: z.enum(["front", "next"], "must be front or next").default("front"),
  DATABASE_URL: orNull(urlOf(["postgres", "postgresql"])),
  DATABASE_DIRECT_URL: orNull(urlOf(["postgres", "postgresql"])),
  REDIS_URL: orNull(urlOf(["redis", "rediss"])),
  UPSTASH_REDIS_REST_URL: orNull(urlOf(["http", "https"])),
  UPSTASH_REDIS_REST_TOKEN: optionalText,
  WORKERS: wholeNumber(1, 256).default(1),
  TRUSTED_PROXIES: addressBlocks.default([]),
  METRICS_FROM: addressBlocks.default(["127.0.0.0/8", "::1"]),
  REQUIRE_HTTPS: z
    .string()
    .transform((word) => SWITCH_WORDS.get(word))
    .refine((word) => word !== undefined, "must be auto, on or off")
    .default("auto"),
  ON_LIMITER_OUTAGE: z.enum(["local", "closed"], "must be local or closed").default("local"),
  ALLOW_PRIVATE_UPSTREAMS: addressBlocks.default([]),
  SMTP_URL: orNull(urlOf(["smtp", "smtps"])),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"], "must be debug, info, warn, error or silent").default("info"),
  NEXTAUTH_SECRET: optionalText,
  OIDC_ISSUER: orNull(
    urlOf(["http", "https"]).refine(isKeysUrl, "must be an https URL without credentials or fragment (http on loopback)"),
  ),
  OIDC_CLIENT_ID: optionalText,
  OIDC_CLIENT_SECRET: optionalText,
  TLS_CERT: orNull(z.string()),
  TLS_KEY: orNull(z.string()),
  AUTH_FAILURES_PER_MINUTE: wholeNumber(0, 1_000_000).default(300),
  TOKEN_STALE_SECONDS: wholeNumber(0, 86_400).default(300),
  SUPPORT_URL: orNull(urlOf(["http", "https", "mailto"])),
});

type Variables = z.infer<typeof VARIABLES>;

/** What the environment says, checked and complete. Paths are absolute. */
export interface Environment {
  readonly port: number;
  readonly host: string;
  /** Origin of the public base URL, without a trailing slash; null = the listening address. */
  readonly publicUrl: string | null;
  readonly dataDir: string;
  readonly masterKey: string | null;
  readonly bootstrapPath: string | null;
  /** Where hot paths are answered: by the front door, or by the Next route handlers behind it. */
  readonly hotPaths: "front" | "next";
  /** Where requests are counted before they are answered: in a journal under `dataDir`, or in the database, where no disk lasts. */
  readonly usageSink: "journal" | "database";
  /** null = the embedded database. */
  readonly databaseUrl: string | null;
  /** Reaches the database past a transaction pooler (LISTEN needs a session). */
  readonly databaseDirectUrl: string | null;
  readonly redisUrl: string | null;
  readonly upstash: { readonly url: string; readonly token: string } | null;
  readonly workers: number;
  readonly trustedProxies: readonly string[];
  /** Address blocks of the clients that metrics are told to. */
  readonly metricsFrom: readonly string[];
  /** `auto` = on unless the listener is bound to loopback. */
  readonly requireHttps: "auto" | "on" | "off";
  readonly onLimiterOutage: "local" | "closed";
  readonly allowPrivateUpstreams: readonly string[];
  readonly smtpUrl: string | null;
  readonly logLevel: "debug" | "info" | "warn" | "error" | "silent";
  /** null = derived from the master key. */
  readonly nextAuthSecret: string | null;
  readonly oidc: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string } | null;
  readonly tls: { readonly certPath: string; readonly keyPath: string } | null;
  /** Per address; 0 = off. */
  readonly authFailuresPerMinute: number;
  readonly tokenStaleSeconds: number;
  readonly supportUrl: string | null;
}

/**
 * The environment of this process, or one line that says which variable is wrong and what it must be.
 * A variable set to nothing counts as unset. The line never repeats a value: it may be a secret.
 */
export function readEnvironment(source: Readonly<Record<string, string | undefined>> = process.env): Environment | string {
  const named: Record<string, string> = {};
  for (const [name, value] of Object.entries(source)) {
    if (value === undefined || value.trim() === "") continue;
    if (Object.hasOwn(VARIABLES.shape, name)) named[name] = value.trim();
    else if (name.startsWith(PREFIX)) return `${name} is not a variable of Keyfuse. Known: ${knownNames().join(", ")}.`;
  }
  const parsed = VARIABLES.safeParse(named);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return issue === undefined ? "The environment cannot be read." : `${issue.path.join(".")} ${issue.message}.`;
  }
  return contradiction(parsed.data) ?? environmentOf(parsed.data);
}

/**
 * Tells next-auth, which reads its own variables, under which address this instance is reached and what seals its sessions.
 * `AUTH_TRUST_HOST` is never set: no client's Host header decides about addresses.
 */
export function setSignInEnvironment(url: string, sessionSecret: string): void {
  Object.assign(process.env, { NEXTAUTH_URL: url, NEXTAUTH_SECRET: sessionSecret });
}

function environmentOf(variables: Variables): Environment {
  const { UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token, TLS_CERT: cert, TLS_KEY: key } = variables;
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = variables;
  return {
    port: variables.PORT,
    host: variables.HOST,
    publicUrl: variables.KEYFUSE_URL,
    dataDir: path.resolve(variables.KEYFUSE_DATA_DIR),
    masterKey: variables.KEYFUSE_MASTER_KEY,
    bootstrapPath: variables.KEYFUSE_BOOTSTRAP && path.resolve(variables.KEYFUSE_BOOTSTRAP),
    hotPaths: variables.KEYFUSE_HOT_PATHS,
    usageSink: variables.KEYFUSE_USAGE_SINK,
    databaseUrl: variables.DATABASE_URL,
    databaseDirectUrl: variables.DATABASE_DIRECT_URL,
    redisUrl: variables.REDIS_URL,
    upstash: url && token ? { url, token } : null,
    workers: variables.WORKERS,
    trustedProxies: variables.TRUSTED_PROXIES,
    metricsFrom: variables.METRICS_FROM,
    requireHttps: variables.REQUIRE_HTTPS ?? "auto",
    onLimiterOutage: variables.ON_LIMITER_OUTAGE,
    allowPrivateUpstreams: variables.ALLOW_PRIVATE_UPSTREAMS,
    smtpUrl: variables.SMTP_URL,
    logLevel: variables.LOG_LEVEL,
    nextAuthSecret: variables.NEXTAUTH_SECRET,
    oidc: issuer && clientId && clientSecret ? { issuer, clientId, clientSecret } : null,
    tls: cert && key ? { certPath: path.resolve(cert), keyPath: path.resolve(key) } : null,
    authFailuresPerMinute: variables.AUTH_FAILURES_PER_MINUTE,
    tokenStaleSeconds: variables.TOKEN_STALE_SECONDS,
    supportUrl: variables.SUPPORT_URL,
  };
}

/** Variables that only make sense together. */
const TOGETHER: readonly (readonly (keyof Variables)[])[] = [
  ["UPSTASH_REDIS_REST_URL", "UPSTASH_REDIS_REST_TOKEN"],
  ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"],
  ["TLS_CERT", "TLS_KEY"],
];

/** What is wrong with variables that are each well-formed, or null. */
function contradiction(variables: Variables): string | null {
  for (const names of TOGETHER) {
    const absent = names.filter((name) => variables[name] === null);
    if (absent.length > 0 && absent.length < names.length)
      return `${names.join(" and ")} belong together: ${absent.join(", ")} is missing.`;
  }
  const { DATABASE_URL: database, REDIS_URL: redis } = variables;
  if (database !== null && variables.KEYFUSE_MASTER_KEY === null) {
    return "KEYFUSE_MASTER_KEY must be set when DATABASE_URL is: the secrets of a shared database are kept outside of it.";
  }
  if (database === null && variables.DATABASE_DIRECT_URL !== null) return "DATABASE_DIRECT_URL needs DATABASE_URL beside it.";
  if (redis !== null && variables.UPSTASH_REDIS_REST_URL !== null) return "REDIS_URL and UPSTASH_REDIS_REST_URL exclude each other.";
  if (variables.WORKERS > 1 && (database === null || redis === null)) {
    return "WORKERS above 1 needs DATABASE_URL and REDIS_URL: several workers share their keys and their rate windows there.";
  }
  return null;
}

function knownNames(): string[] {
  return Object.keys(VARIABLES.shape).filter((name) => name.startsWith(PREFIX));
}

function isListenable(host: string): boolean {
  return host === "localhost" || isIP(host) !== 0;
}
