// POST /v1/verify through the front door, against a bare listener and a Next route handler that read and parse the same body.

import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { startServer } from "./child-server";
import { type Figure, figure } from "./figure";
import { KEY_SECRETS, SERVICE_SECRET, startInstance } from "./instance";
import { microsecondsPerRecord } from "./journal";
import { type LoadRequest, measureInTurn } from "./load";

const ROUNDS = 3;
const SECONDS = 5;
const NEXT = join("node_modules", "next", "dist", "bin", "next");
const BASELINE_APP = "bench/next-baseline";

/** Ratios of requests a second, medians of rounds taken in turn. */
export async function benchVerify(): Promise<Figure[]> {
  const baseline = buildBaselineApp();
  const bare = await startServer(["--import", "tsx", "bench/bare-listener.ts"], {});
  const next = await startServer([NEXT, "start", baseline, "-H", "127.0.0.1", "-p", "3977"], { NODE_ENV: "production" });
  const instance = await startInstance("http://127.0.0.1:9");
  try {
    const loads = [
      { origin: instance.origin, requests: verifyRequests("/v1/verify") },
      { origin: bare.origin, requests: verifyRequests("/verify") },
      { origin: next.origin, requests: verifyRequests("/verify") },
    ];
    const [verify, listener, handler] = await measureInTurn(loads, ROUNDS, SECONDS);
    const recordMicroseconds = await microsecondsPerRecord();
    if (!verify || !listener || !handler) throw new Error("a load was not measured");
    return [
      figure("verify through the front door", verify.perSecond, "/s"),
      figure("verify p50", verify.p50Ms, "ms"),
      figure("verify p99", verify.p99Ms, "ms"),
      figure("bare node:http listener", listener.perSecond, "/s"),
      figure("Next route handler", handler.perSecond, "/s"),
      figure("verify ÷ bare listener", verify.perSecond / listener.perSecond, "×", "≥ 0.8"),
      figure("verify ÷ Next route handler", verify.perSecond / handler.perSecond, "×", "≥ 15"),
      figure("the usage journal, for each request", recordMicroseconds, "µs"),
      figure("the usage journal's share of a verify", (recordMicroseconds * verify.perSecond) / 10_000, "%", "≤ 5"),
    ];
  } finally {
    await Promise.all([bare.stop(), next.stop(), instance.stop()]);
    rmSync(baseline, { recursive: true, force: true });
  }
}

/** One for each key of the instance. */
export function verifyRequests(path: string): LoadRequest[] {
  return KEY_SECRETS.map((key) => ({
    method: "POST",
    path,
    headers: { authorization: `Bearer ${SERVICE_SECRET}`, "content-type": "application/json" },
    body: JSON.stringify({ key, api: "payments", method: "GET", path: "/v0/payments" }),
  }));
}

/**
 * Builds the baseline app in a directory of its own: inside the project Next would take the product's edge stage for the app's. Only
 * the packages are shared, through a link that webpack follows and Turbopack does not.
 */
function buildBaselineApp(): string {
  const directory = mkdtempSync(join(tmpdir(), "kf-next-baseline-"));
  cpSync(BASELINE_APP, directory, { recursive: true });
  symlinkSync(resolve("node_modules"), join(directory, "node_modules"));
  execFileSync(process.execPath, [NEXT, "build", "--webpack", directory], { stdio: ["ignore", "ignore", "inherit"] });
  return directory;
}
