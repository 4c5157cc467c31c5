// The gateway (key, three windows, signature) against a bare undici-dispatch proxy without authentication, before one upstream.
import { startServer } from "./child-server";
import { type Figure, figure } from "./figure";
import { KEY_SECRETS, startInstance } from "./instance";
import { type LoadRequest, measureInTurn } from "./load";

const ROUNDS = 3;
const SECONDS = 5;

/** Ratios of requests a second, medians of rounds taken in turn. */
export async function benchGateway(): Promise<Figure[]> {
  const upstream = await startServer(["--import", "tsx", "bench/upstream.ts"], {});
  const proxy = await startServer(["--import", "tsx", "bench/bare-proxy.ts"], { UPSTREAM: upstream.origin });
  const instance = await startInstance(upstream.origin);
  try {
    const loads = [
      { origin: instance.origin, requests: requests("/gateway/payments/v0/payments") },
      { origin: proxy.origin, requests: requests("/v0/payments") },
    ];
    const [gateway, bare] = await measureInTurn(loads, ROUNDS, SECONDS);
    if (!gateway || !bare) throw new Error("a load was not measured");
    return [
      figure("gateway", gateway.perSecond, "/s"),
      figure("gateway p50", gateway.p50Ms, "ms"),
      figure("gateway p99", gateway.p99Ms, "ms"),
      figure("bare undici-dispatch proxy", bare.perSecond, "/s"),
      figure("gateway ÷ bare proxy", gateway.perSecond / bare.perSecond, "×", "≥ 0.8"),
    ];
  } finally {
    await Promise.all([upstream.stop(), proxy.stop(), instance.stop()]);
  }
}

function requests(path: string): LoadRequest[] {
  return KEY_SECRETS.map((key) => ({ method: "GET", path, headers: { "x-api-key": key } }));
}
