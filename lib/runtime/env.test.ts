// The environment's promises: complete defaults, one clear line for every wrong value, and no value repeated.
import { describe, expect, test } from "vitest";
import { type Environment, readEnvironment } from "./env";

const good = (source: Record<string, string>): Environment => {
  const environment = readEnvironment(source);
  if (typeof environment === "string") throw new Error(environment);
  return environment;
};

describe("readEnvironment", () => {
  test("an empty environment is the embedded mode on loopback, port 3000", () => {
    expect(good({})).toMatchObject({
      port: 3000,
      host: "127.0.0.1",
      publicUrl: null,
      dataDir: `${process.cwd()}/data`,
      databaseUrl: null,
      workers: 1,
      requireHttps: "auto",
      onLimiterOutage: "local",
      trustedProxies: [],
      metricsFrom: ["127.0.0.0/8", "::1"],
      authFailuresPerMinute: 300,
      hotPaths: "front",
    });
  });

  test("a variable set to nothing counts as unset, and foreign variables are none of our business", () => {
    expect(good({ PORT: "", KEYFUSE_URL: "  ", PATH: "/bin", KEY: "x" })).toEqual(good({}));
  });

  test("values are read, trimmed and made absolute", () => {
    const environment = good({
      PORT: " 8080 ",
      KEYFUSE_URL: "https://keys.example.com/",
      KEYFUSE_DATA_DIR: "/var/lib/keyfuse",
      TRUSTED_PROXIES: "10.0.0.0/8, ::1",
      METRICS_FROM: "10.9.0.0/16",
      REQUIRE_HTTPS: "true",
      AUTH_FAILURES_PER_MINUTE: "0",
      TLS_CERT: "/etc/cert.pem",
      TLS_KEY: "/etc/key.pem",
    });
    expect(environment).toMatchObject({
      port: 8080,
      publicUrl: "https://keys.example.com",
      dataDir: "/var/lib/keyfuse",
      trustedProxies: ["10.0.0.0/8", "::1"],
      metricsFrom: ["10.9.0.0/16"],
      requireHttps: "on",
      authFailuresPerMinute: 0,
      tls: { certPath: "/etc/cert.pem", keyPath: "/etc/key.pem" },
    });
  });

  const OIDC = { OIDC_CLIENT_ID: "keyfuse", OIDC_CLIENT_SECRET: "s" };

  test.each(["https://id.example.com/realms/acme", "http://localhost:8080", "http://127.0.0.1:8080", "http://[::1]:8080"])(
    "%s may issue identities",
    (issuer) => expect(good({ ...OIDC, OIDC_ISSUER: issuer }).oidc).toMatchObject({ issuer }),
  );

  const REFUSED: readonly [Record<string, string>, RegExp][] = [
    [{ KEYFUSE_DATADIR: "/x" }, /^KEYFUSE_DATADIR is not a variable of Keyfuse\. Known: .*KEYFUSE_DATA_DIR/],
    [{ KEYFUSE_URL: "keys.example.com" }, /^KEYFUSE_URL must be a URL that starts with http: or https:\.$/],
    [{ KEYFUSE_URL: "https://keys.example.com/app" }, /^KEYFUSE_URL must be a base URL without path/],
    [{ KEYFUSE_URL: "ftp://keys.example.com" }, /^KEYFUSE_URL must be a URL/],
    [{ KEYFUSE_HOT_PATHS: "both" }, /^KEYFUSE_HOT_PATHS must be front or next\.$/],
    [{ PORT: "http" }, /^PORT must be a whole number from 0 to 65535\.$/],
    [{ PORT: "65536" }, /^PORT must be a whole number from 0 to 65535\.$/],
    [{ PORT: "-1" }, /^PORT must be a whole number/],
    [{ HOST: "everywhere!" }, /^HOST must be an IP address or localhost\.$/],
    [{ TRUSTED_PROXIES: "10.0.0.0/33" }, /^TRUSTED_PROXIES must be addresses or CIDR blocks/],
    [{ TRUSTED_PROXIES: "10.0.0.1,,::1" }, /^TRUSTED_PROXIES must be addresses/],
    [{ METRICS_FROM: "monitoring" }, /^METRICS_FROM must be addresses or CIDR blocks/],
    [{ ALLOW_PRIVATE_UPSTREAMS: "::1/129" }, /^ALLOW_PRIVATE_UPSTREAMS must be addresses/],
    [{ REQUIRE_HTTPS: "perhaps" }, /^REQUIRE_HTTPS must be auto, on or off\.$/],
    [{ REQUIRE_HTTPS: "constructor" }, /^REQUIRE_HTTPS must be auto, on or off\.$/],
    [{ ON_LIMITER_OUTAGE: "open" }, /^ON_LIMITER_OUTAGE must be local or closed\.$/],
    [{ DATABASE_URL: "mysql://db/x", KEYFUSE_MASTER_KEY: "k" }, /^DATABASE_URL must be a URL that starts with postgres:/],
    [{ DATABASE_URL: "postgres://db/x" }, /^KEYFUSE_MASTER_KEY must be set when DATABASE_URL is/],
    [{ DATABASE_DIRECT_URL: "postgres://db/x" }, /^DATABASE_DIRECT_URL needs DATABASE_URL/],
    [{ WORKERS: "0" }, /^WORKERS must be a whole number from 1 to 256\.$/],
    [{ WORKERS: "2" }, /^WORKERS above 1 needs DATABASE_URL and REDIS_URL/],
    [{ WORKERS: "2", DATABASE_URL: "postgres://db/x", KEYFUSE_MASTER_KEY: "k" }, /^WORKERS above 1 needs DATABASE_URL and REDIS_URL/],
    [{ UPSTASH_REDIS_REST_URL: "https://u" }, /UPSTASH_REDIS_REST_TOKEN is missing\.$/],
    [{ TLS_CERT: "/c.pem" }, /^TLS_CERT and TLS_KEY belong together: TLS_KEY is missing\.$/],
    [{ ...OIDC, OIDC_ISSUER: "http://id.example.com" }, /^OIDC_ISSUER must be an https URL .*\(http on loopback\)\.$/],
    [{ ...OIDC, OIDC_ISSUER: "https://me:pass@id.example.com" }, /^OIDC_ISSUER must be an https URL/],
    [{ OIDC_ISSUER: "https://login" }, /OIDC_CLIENT_ID, OIDC_CLIENT_SECRET is missing\.$/],
  ];

  test.each(REFUSED)("%j stops the start with one clear line", (source, line) => {
    const problem = readEnvironment(source);
    expect(problem).toMatch(line);
    expect(problem).not.toContain("\n");
  });

  test("a refusal never repeats the value: it may be a secret", () => {
    expect(readEnvironment({ DATABASE_URL: "mysql://root:hunter2@db/x", KEYFUSE_MASTER_KEY: "k" })).not.toContain("hunter2");
  });
});
