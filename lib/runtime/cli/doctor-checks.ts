// What `doctor` looks at before any database is open: the machine, the environment, the data directory, Redis.
import { accessSync, constants, existsSync, statSync } from "node:fs";
import path from "node:path";
import { parseBlock } from "@/lib/core/grants/addresses";
import type { Environment } from "@/lib/runtime/env";
import { readEvictionPolicy } from "./redis-probe";

/** One finding. `fix` is what the operator does about it; null = nothing. */
export interface Finding {
  readonly check: string;
  readonly state: "good" | "warning" | "bad";
  readonly detail: string;
  readonly fix: string | null;
}

export const good = (check: string, detail: string): Finding => ({ check, state: "good", detail, fix: null });
export const warning = (check: string, detail: string, fix: string): Finding => ({ check, state: "warning", detail, fix });
export const bad = (check: string, detail: string, fix: string): Finding => ({ check, state: "bad", detail, fix });

const LEAST_NODE = [20, 19] as const;
const OTHERS = 0o077;

/** Node 20.19 or newer. */
export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isNew = major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1]);
  if (isNew) return good("node", `Node ${version}`);
  return bad("node", `Node ${version} is too old`, `Install Node ${LEAST_NODE.join(".")} or newer.`);
}

/** The data directory is this user's alone, and so is the master key in it. */
export function checkDataDirectory({ dataDir, masterKey }: Environment): Finding[] {
  if (!existsSync(dataDir)) return [good("data directory", `${dataDir} will be made at the first start`)];
  const findings: Finding[] = [];
  try {
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    findings.push(good("data directory", `${dataDir} can be written`));
  } catch {
    return [
      bad(
        "data directory",
        `${dataDir} cannot be written by this user`,
        `Give it to the user that runs Keyfuse: chown -R <user> ${dataDir}`,
      ),
    ];
  }
  if ((statSync(dataDir).mode & OTHERS) !== 0) {
    findings.push(bad("data directory", `${dataDir} is open to other users`, `chmod 700 ${dataDir}`));
  }
  const keyFile = path.join(dataDir, "master.key");
  if (masterKey === null && existsSync(keyFile) && (statSync(keyFile).mode & OTHERS) !== 0) {
    findings.push(bad("master key", `${keyFile} can be read by other users`, `chmod 600 ${keyFile}`));
  }
  return findings;
}

/** Rate windows in Redis must never be evicted: that would forget what was counted. */
export async function checkRedis({ redisUrl }: Pick<Environment, "redisUrl">): Promise<Finding[]> {
  if (redisUrl === null) return [];
  try {
    const policy = await readEvictionPolicy(redisUrl);
    if (policy === "noeviction") return [good("redis", "reachable, evicts nothing")];
    if (policy === null)
      return [warning("redis", "reachable, but it does not tell its eviction policy", "Make sure that maxmemory-policy is noeviction.")];
    return [bad("redis", `its maxmemory-policy is ${policy}: counted requests may be forgotten`, "Set maxmemory-policy noeviction.")];
  } catch (error) {
    const reason = error instanceof Error ? error.message : "unknown reason";
    return [bad("redis", `REDIS_URL cannot be reached: ${reason}`, "Start Redis, or correct REDIS_URL.")];
  }
}

/** Metrics hold no secret, yet they are the operators' alone. */
export function checkMetrics({ metricsFrom }: Pick<Environment, "metricsFrom">): Finding {
  const told = metricsFrom.join(", ");
  const isForEverybody = metricsFrom.some((block) => parseBlock(block)?.prefixLength === 0);
  if (!isForEverybody) return good("metrics", `told to ${told}`);
  return warning("metrics", `METRICS_FROM tells metrics to everybody (${told})`, "Name the addresses of your monitoring only.");
}

/** Whether the addresses of clients and the scheme can be believed. */
export function checkProxies({ trustedProxies, publicUrl, tls }: Pick<Environment, "trustedProxies" | "publicUrl" | "tls">): Finding[] {
  const everyone = trustedProxies.filter((block) => parseBlock(block)?.prefixLength === 0);
  if (everyone.length > 0) {
    const fix = "Name the addresses of your reverse proxies only: anyone else could choose the address they seem to come from.";
    return [bad("trusted proxies", `TRUSTED_PROXIES trusts everybody (${everyone.join(", ")})`, fix)];
  }
  const isBehindProxy = publicUrl?.startsWith("https:") === true && tls === null;
  if (isBehindProxy && trustedProxies.length === 0) {
    const fix = "Name the reverse proxy in TRUSTED_PROXIES, or set TLS_CERT and TLS_KEY.";
    return [warning("trusted proxies", "KEYFUSE_URL is https, yet no proxy is trusted and no certificate is set", fix)];
  }
  return [good("trusted proxies", trustedProxies.length === 0 ? "none" : trustedProxies.join(", "))];
}
