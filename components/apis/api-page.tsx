// Everything about one API that its clients and those who run it need to know.
import type { ReactNode } from "react";
import { CodeBlock, InlineCode } from "@/components/ui/code-block";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { PageContents } from "@/components/ui/page-contents";
import { Section } from "@/components/ui/section";
import type { ApiSecretNames } from "@/lib/core/api-secrets";
import { type Api, MANAGEMENT_SLUG } from "@/lib/core/catalogue";
import { subjectOf } from "@/lib/core/denials/example-facts";
import { previewRefusals } from "@/lib/core/denials/preview-refusals";
import { describeCarriers } from "@/lib/core/dialects/describe-dialect";
import { auditQueryText, WHOLE_AUDIT } from "@/lib/core/schemas/audit-query";
import type { UsageOverview } from "@/lib/core/schemas/usage-view";
import { type ApiChange, ApiChanges } from "./api-changes";
import { entrancesOf, upstreamText } from "./api-list";
import { ApiUse } from "./api-use";
import { CarrierList, CombinationList, KeyShapeText } from "./carrier-list";
import { EndpointTable } from "./endpoint-table";
import { PlanTable } from "./plan-table";
import { RefusalList } from "./refusal-list";
import { SettingsList } from "./settings-list";

interface ApiPageProps {
  readonly api: Api;
  readonly instanceUrl: string;
  readonly secretNames: ApiSecretNames;
  readonly supportUrl: string | null;
  /** The group of statuses that was asked for. */
  readonly status: string | undefined;
  /** The last thirty days; null = whoever looks may not see it. */
  readonly use: { readonly overview: UsageOverview } | null;
  /** The latest changes; null likewise. */
  readonly changes: readonly ApiChange[] | null;
  /** Who may ask for a key; null = nobody ever may. */
  readonly requests: ReactNode | null;
}

/** In the order of the page. */
const HEADINGS = {
  usage: { id: "usage", title: "Usage" },
  reach: { id: "reach", title: "How clients reach it" },
  credentials: { id: "credentials", title: "Credentials" },
  endpoints: { id: "endpoints", title: "Endpoints" },
  plans: { id: "plans", title: "Plans" },
  settings: { id: "settings", title: "Settings" },
  refusals: { id: "refusals", title: "Refusals" },
  changes: { id: "changes", title: "What happened" },
  requests: { id: "requests", title: "Requests for keys" },
} as const;

export function ApiPage({ api, instanceUrl, secretNames, supportUrl, status, use, changes, requests }: ApiPageProps) {
  const table = previewRefusals(api.dialect, { apiSlug: api.slug, supportUrl, subject: subjectOf(api) });
  const isLeftOut: Readonly<Record<string, boolean>> = { usage: use === null, changes: changes === null, requests: requests === null };
  const headings = Object.values(HEADINGS).filter(({ id }) => isLeftOut[id] !== true);
  return (
    <div className="flex min-w-0 flex-col gap-12">
      <PageContents headings={headings} />
      {use !== null && (
        <Section {...HEADINGS.usage} lead="The last 30 days.">
          <ApiUse slug={api.slug} overview={use.overview} />
        </Section>
      )}
      <Section {...HEADINGS.reach}>
        <Entrances api={api} instanceUrl={instanceUrl} />
      </Section>
      <Section {...HEADINGS.credentials} lead="A request carries exactly one, in one of these ways.">
        <CarrierList dialect={api.dialect} settings={api.settings} />
        <CombinationList dialect={api.dialect} />
        <KeyShapeText dialect={api.dialect} />
      </Section>
      <Section {...HEADINGS.endpoints} lead={ENDPOINTS_LEAD}>
        <EndpointTable endpoints={api.endpoints} />
      </Section>
      <Section
        id="plans"
        title="Plans"
        lead="Every key is on one. All of its windows hold at once; a refused request takes nothing from any of them."
      >
        <PlanTable plans={Object.values(api.plans)} />
      </Section>
      <Section {...HEADINGS.settings}>
        <SettingsList api={api} secretNames={secretNames} />
      </Section>
      <Section {...HEADINGS.refusals} lead={REFUSALS_LEAD}>
        <RefusalList table={table} path={`/apis/${api.slug}`} anchor={HEADINGS.refusals.id} asked={status} />
      </Section>
      {changes !== null && (
        <Section {...HEADINGS.changes}>
          <ApiChanges changes={changes} auditPath={`/audit${auditQueryText({ ...WHOLE_AUDIT, about: `api:${api.id}` })}`} />
        </Section>
      )}
      {requests !== null && (
        <Section {...HEADINGS.requests} lead="Whoever has no key can ask for one. Admins decide about each request.">
          {requests}
        </Section>
      )}
    </div>
  );
}

const ENDPOINTS_LEAD = "What is registered can be called; the key must hold the permission and open the endpoint.";
const REFUSALS_LEAD =
  "Each answer as clients of this API get it, word for word, with example facts. Checks run in a fixed order: transport, credentials, the key itself, its state, address, tenant, endpoint, permission, plan, limits. The first that fails decides.";

function Entrances({ api, instanceUrl }: { readonly api: Api; readonly instanceUrl: string }) {
  const entrances = entrancesOf(api, instanceUrl);
  return (
    <>
      <DefinitionList>
        <Definition term={entrances.length === 1 ? "Base URL" : "Base URLs"}>
          <ul className="flex flex-col gap-1.5">
            {entrances.map((entrance) => (
              <li key={entrance}>
                <InlineCode>{entrance}</InlineCode>
              </li>
            ))}
          </ul>
        </Definition>
        <Definition term="Dialect">{api.dialect.title}</Definition>
        <Definition term="Upstream">{upstreamText(api)}</Definition>
        {api.dialect.tenantHeader !== null && (
          <Definition term="Tenant">
            {api.slug === MANAGEMENT_SLUG
              ? `With two or more tenants, some calls need the header ${api.dialect.tenantHeader} or a key of a tenant.`
              : `The header ${api.dialect.tenantHeader} may name the tenant of the key; naming another one is refused.`}
          </Definition>
        )}
      </DefinitionList>
      <p className="text-ink-soft text-sm">A request, with the key in the environment variable {api.dialect.snippetVariables.key}:</p>
      <CodeBlock label="Example request">{exampleRequest(api, entrances[0] ?? instanceUrl)}</CodeBlock>
    </>
  );
}

/** The simplest call there is; the key stands in an environment variable, so that no shell history keeps it. */
function exampleRequest(api: Api, entrance: string): string {
  const endpoint = api.endpoints.find(({ path, methods }) => methods.includes("GET") && !path.includes("{")) ?? api.endpoints[0];
  const [carrier] = describeCarriers(api.dialect, api.settings);
  const method = endpoint?.methods.includes("GET") === false ? ` -X ${endpoint.methods[0]}` : "";
  const base = api.slug === MANAGEMENT_SLUG ? entrance.replace(/\/api$/, "") : entrance;
  return [`curl${method} "${base}${endpoint?.path ?? "/"}" \\`, `  -H "${carrier?.line ?? ""}"`].join("\n");
}
