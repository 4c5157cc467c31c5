// Says of an upstream that is typed into the console what the gateway will say of it when it connects.
import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { createAddressPolicy } from "@/lib/gate/gateway/upstream-address";
import type { ApiWorld } from "@/lib/manage/apis/api-world";
import type { Environment } from "@/lib/runtime/env";

/** A form does not wait longer for a name server; the gateway judges each connection anyway. */
const LOOKED_UP_WITHIN_MS = 2_000;

const REFUSED =
  "leads to an address of a private or special range, which the gateway does not connect to unless ALLOW_PRIVATE_UPSTREAMS names it";

/** Judges by the policy of the gateway. A name that cannot be looked up now may be one later, so it passes. */
export function upstreamJudge({ allowPrivateUpstreams, databaseUrl }: Environment): ApiWorld["judgeUpstream"] {
  // As the gateway's own: whoever runs the embedded mode runs the upstream beside it.
  const policy = createAddressPolicy(allowPrivateUpstreams, databaseUrl === null);
  return async (upstream) => {
    if (!URL.canParse(upstream)) return null;
    const host = new URL(upstream).hostname.replace(/^\[|\]$/g, "");
    const addresses = isIP(host) === 0 ? await addressesOf(host) : [host];
    return addresses.length > 0 && !addresses.some((address) => policy.permits(address)) ? REFUSED : null;
  };
}

async function addressesOf(host: string): Promise<readonly string[]> {
  const timer: { id?: NodeJS.Timeout } = {};
  const tooLate = new Promise<readonly string[]>((resolve) => {
    timer.id = setTimeout(resolve, LOOKED_UP_WITHIN_MS, []);
  });
  const found = lookup(host, { all: true }).then(
    (all) => all.map(({ address }) => address),
    () => [],
  );
  return Promise.race([found, tooLate]).finally(() => clearTimeout(timer.id));
}
