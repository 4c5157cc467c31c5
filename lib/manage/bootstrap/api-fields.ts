// What an API entry of a bootstrap file says, in the words in which APIs are written.
import type { Endpoint } from "@/lib/core/catalogue";
import { externalIssuer } from "@/lib/core/schemas/external-issuer";
import type { ExternalIssuer } from "@/lib/core/tokens/external-issuer";
import type { TrustedKey } from "@/lib/core/tokens/token-profile";
import type { ApiFields } from "@/lib/manage/apis/write-api";
import type { BootstrapApi } from "./bootstrap-schema";
import { dialectOf } from "./check-apis";

/** The fields that the entry names; the others are undefined. */
export function apiFields(api: BootstrapApi): ApiFields {
  const { strictHeaderCase, lenientBearerHeader, allowEncodedSlash, maxBodyBytes, upstreamTimeoutSeconds, windows, cors } = api;
  const settings = defined({
    strictHeaderCase,
    lenientBearerHeader,
    allowEncodedSlash,
    maxBodyBytes,
    upstreamTimeoutSeconds,
    windows,
    cors: cors && { origins: cors.origins ?? [], headers: cors.headers ?? [] },
  });
  return {
    name: api.name,
    dialect: dialectOf(api) ?? undefined,
    upstream: api.upstream,
    hosts: api.hosts,
    settings: Object.keys(settings).length === 0 ? undefined : settings,
    endpoints: api.endpoints?.map(endpointOf),
    plans: api.plans,
    trustedKeys: api.trustedKeys && trustedKeysOf(api),
    issuers: api.issuers && externalIssuersOf(api),
    upstreamHeaders: api.upstreamHeaders && Object.entries(api.upstreamHeaders),
  };
}

function endpointOf(endpoint: NonNullable<BootstrapApi["endpoints"]>[number]): Endpoint {
  return { path: endpoint.path, methods: endpoint.methods, permission: endpoint.permission ?? null, cost: endpoint.cost ?? 1 };
}

/**
 * A key without an issuer of its own speaks for each of the API's issuers that is named alone; without any, for that of the dialect's
 * profile.
 */
function trustedKeysOf(api: BootstrapApi): TrustedKey[] {
  const named = (api.issuers ?? []).filter((entry) => typeof entry === "string");
  const common: readonly (string | null)[] = named.length > 0 ? named : [null];
  return (api.trustedKeys ?? []).flatMap(({ kid, alg, publicJwk, issuer }) =>
    (issuer === undefined ? common : [issuer]).map((speaksFor) => ({ kid, alg, jwk: publicJwk, issuer: speaksFor })),
  );
}

/** An issuer that is named alone has its keys beside it, in the file; where the file has none, they are found at the issuer. */
function externalIssuersOf(api: BootstrapApi): ExternalIssuer[] {
  const hasKeys = (api.trustedKeys ?? []).length > 0;
  return (api.issuers ?? []).flatMap((entry) => {
    if (typeof entry !== "string") return [entry];
    return hasKeys ? [] : [externalIssuer.parse({ issuer: entry })];
  });
}

function defined<Fields extends object>(fields: Fields): Partial<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Fields>;
}
