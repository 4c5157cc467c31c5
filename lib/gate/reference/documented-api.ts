// Gathers what the document of an API is built from: the built-in APIs by their own operations, the others by what they register.
import { type Api, MANAGEMENT_SLUG, SERVICE_SLUG } from "@/lib/core/catalogue";
import type { DocumentedApi } from "@/lib/core/openapi/build-document";
import { sampleFacts } from "@/lib/core/openapi/sample-facts";
import { VERIFY_FACTS } from "@/lib/core/openapi/service-facts";
import { uuidText } from "@/lib/core/schemas/texts";
import { MANAGEMENT_OPERATIONS } from "@/lib/gate/management/operations";
import { managementRefusals } from "@/lib/gate/management/refusals";

/** What a document depends on beside its API. */
export interface ReferenceSettings {
  /** Origins under which this instance is reached, the best one first; at least one. */
  readonly origins: readonly string[];
  readonly supportUrl: string | null;
}

/** What people call the API. */
export function referenceTitle(api: Api): string {
  if (api.slug === MANAGEMENT_SLUG) return "Management API";
  return api.slug === SERVICE_SLUG ? "Verification of keys" : api.name;
}

/** What is known of the API. */
export function documentedApi(api: Api, settings: ReferenceSettings): DocumentedApi {
  const common = {
    api,
    title: referenceTitle(api),
    supportUrl: settings.supportUrl,
    pathValue: null,
    introduction: null,
    moreRefusals: [],
  };
  if (api.slug === MANAGEMENT_SLUG) {
    return {
      ...common,
      servers: ownServers(settings),
      introduction: MANAGEMENT_INTRODUCTION,
      pathValue: uuidText,
      factsOf: (method, template) =>
        MANAGEMENT_OPERATIONS.find((operation) => operation.method === method && operation.template === template)?.facts ?? null,
      moreRefusals: managementRefusals(),
    };
  }
  if (api.slug === SERVICE_SLUG) {
    const introduction = SERVICE_INTRODUCTION;
    return { ...common, servers: ownServers(settings), introduction, factsOf: () => VERIFY_FACTS };
  }
  const factsOf = api.upstream === "sample" ? sampleFacts : () => null;
  return { ...common, servers: [...gatewayServers(api, settings), ...hostServers(api, settings)], factsOf };
}

const MANAGEMENT_INTRODUCTION =
  "Tenants, applications, users, groups, sign-in, tokens and keys of this Keyfuse instance, for programs. Names that are documented without behaviour here are kept and given back; read-only ones are ignored; others are refused.";
const SERVICE_INTRODUCTION =
  "For backends that are called directly and want to know about the keys that they are shown. Keys for it are made by `keyfuse keys create --api service --permission keys:verify`.";

function ownServers({ origins }: ReferenceSettings): DocumentedApi["servers"] {
  return origins.map((url) => ({ url, description: "This Keyfuse instance" }));
}

function gatewayServers(api: Api, { origins }: ReferenceSettings): DocumentedApi["servers"] {
  return origins.map((origin) => ({ url: `${origin}/gateway/${api.slug}`, description: "Through the gateway" }));
}

/** An API's own names are reached as the instance is: by the same scheme, at the same port. */
function hostServers(api: Api, { origins: [best = "https://localhost"] }: ReferenceSettings): DocumentedApi["servers"] {
  const { protocol, port } = new URL(best);
  return api.hosts.map((host) => ({
    url: `${protocol}//${host}${port === "" ? "" : `:${port}`}`,
    description: "Under the API's own name",
  }));
}
