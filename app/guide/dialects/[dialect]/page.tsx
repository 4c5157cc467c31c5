// One dialect, as its literal has it: nothing here is written down twice.
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CarrierList, CombinationList, KeyShapeText, TokenRules } from "@/components/apis/carrier-list";
import { RefusalList } from "@/components/apis/refusal-list";
import { GuideArticle } from "@/components/guide/guide-article";
import { LimitsText } from "@/components/guide/limits-text";
import { Prose } from "@/components/guide/prose";
import { Section } from "@/components/ui/section";
import { DEFAULT_SETTINGS } from "@/lib/core/catalogue";
import { MADE_UP_SUBJECT } from "@/lib/core/denials/example-facts";
import { previewRefusals } from "@/lib/core/denials/preview-refusals";
import type { Dialect } from "@/lib/core/dialects/dialect";
import { DIALECTS, VENDOR_DIALECTS } from "@/lib/core/dialects/index";
import { dialectGuidePath } from "@/lib/core/guide-paths";

interface DialectPageProps {
  readonly params: Promise<{ readonly dialect: string }>;
  readonly searchParams: Promise<{ readonly status?: string | string[] }>;
}

/** Only the dialects that an API may have by name; the rest of what ships is the instance's own. */
function findDialect(name: string): Dialect | undefined {
  const known = VENDOR_DIALECTS.find((vendor) => vendor === name);
  return known === undefined ? undefined : DIALECTS[known];
}

export async function generateMetadata({ params }: DialectPageProps): Promise<Metadata> {
  const dialect = findDialect((await params).dialect);
  return { title: dialect === undefined ? "Not found" : `The ${dialect.title} dialect` };
}

const HEADINGS = {
  credentials: { id: "credentials", title: "Credentials" },
  combinations: { id: "combinations", title: "None, or more than one" },
  keys: { id: "keys", title: "Keys" },
  tokens: { id: "tokens", title: "Tokens" },
  permissions: { id: "permissions", title: "Permissions" },
  tenants: { id: "tenants", title: "Tenants" },
  limits: { id: "limits", title: "Limits" },
  refusals: { id: "refusals", title: "Refusals" },
} as const;

export default async function DialectPage({ params, searchParams }: DialectPageProps) {
  const dialect = findDialect((await params).dialect);
  if (dialect === undefined) notFound();
  const { status } = await searchParams;
  const table = previewRefusals(dialect, { apiSlug: "payments", supportUrl: null, subject: MADE_UP_SUBJECT });
  return (
    <GuideArticle title={`The ${dialect.title} dialect`} lead={LEAD} headings={Object.values(HEADINGS)}>
      <Section {...HEADINGS.credentials}>
        <CarrierList dialect={dialect} settings={DEFAULT_SETTINGS} />
      </Section>
      <Section {...HEADINGS.combinations}>
        <CombinationList dialect={dialect} />
      </Section>
      <Section {...HEADINGS.keys}>
        <KeyShapeText dialect={dialect} />
      </Section>
      <Section {...HEADINGS.tokens}>
        <TokenRules dialect={dialect} />
      </Section>
      <Section {...HEADINGS.permissions}>
        <Prose>{permissionsText(dialect)}</Prose>
      </Section>
      <Section {...HEADINGS.tenants}>
        <Prose>{tenantsText(dialect)}</Prose>
      </Section>
      <Section {...HEADINGS.limits}>
        <LimitsText />
      </Section>
      <Section {...HEADINGS.refusals} lead={REFUSALS_LEAD}>
        <RefusalList
          table={table}
          path={dialectGuidePath(dialect.name)}
          anchor={HEADINGS.refusals.id}
          asked={typeof status === "string" ? status : undefined}
        />
      </Section>
    </GuideArticle>
  );
}

const LEAD = "How a request carries its key, and how every refusal reads, for APIs that were given this dialect.";
const REFUSALS_LEAD =
  "Each answer word for word, with example facts. Checks run in a fixed order: transport, credentials, the key itself, its state, address, tenant, endpoint, permission, plan, limits. The first that fails decides.";

function permissionsText({ permissions, openingPermission }: Dialect): string {
  if (permissions === null) return "Permissions have free names: each API says at its endpoints which one they need. None implies another.";
  const all = openingPermission === null ? "None implies another." : `${openingPermission} opens everything; no other implies another.`;
  return `The names are ${permissions.join(", ")}. ${all} Each endpoint says which one it needs.`;
}

function tenantsText({ tenantHeader }: Dialect): string {
  if (tenantHeader === null)
    return "Requests name no tenant. A key that belongs to one says so to the API behind Keyfuse, and that is all.";
  return `The header ${tenantHeader} names a tenant by its id, and so does a key that belongs to one. A key of one tenant beside the id of another is refused.`;
}
