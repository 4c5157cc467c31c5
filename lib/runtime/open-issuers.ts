// The external issuers of a serving process: their keys are fetched from where upstreams may be reached, beginning at the start.
import { performance } from "node:perf_hooks";
import { createKeyFetcher } from "@/lib/gate/issuers/fetch-keys";
import { createIssuerKeys } from "@/lib/gate/issuers/issuer-keys";
import type { IssuerKeys } from "@/lib/ports/token-ports";
import type { LiveCatalogue } from "./live-catalogue";
import type { Log } from "./log";
import type { Instance } from "./open-instance";

/** Fetching has begun; nothing waits for it. An issuer that comes later is asked when its first token does. */
export function openIssuers(
  { environment }: Instance,
  catalogue: LiveCatalogue,
  log: Log,
): { readonly keys: IssuerKeys; close(): Promise<void> } {
  const fetcher = createKeyFetcher({
    allowPrivate: environment.allowPrivateUpstreams,
    // As for upstreams: whoever runs the embedded mode runs the issuer beside it.
    allowLoopback: environment.databaseUrl === null,
  });
  const keys = createIssuerKeys({
    issuersOf: (apiId) => catalogue.secretsOf(apiId).issuers,
    fetch: (issuer) => fetcher.fetch(issuer),
    nowMs: () => performance.now(),
    onFailure: (issuer, fault) => log.fault("issuer-keys-not-fetched", fault, { issuer }),
  });
  keys.warm(catalogue.current().apis.flatMap(({ id }) => catalogue.secretsOf(id).issuers));
  return { keys, close: () => fetcher.close() };
}
