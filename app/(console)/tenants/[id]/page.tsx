// A tenant: what it is, what is in it, how its tokens are made, and its end.
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { TenantActions } from "@/components/tenants/tenant-actions";
import { countWords, SigningKeyTable, TenantCounts, TenantIdentity } from "@/components/tenants/tenant-facts";
import { TenantHeading } from "@/components/tenants/tenant-heading";
import { TokenSettings } from "@/components/tenants/token-settings";
import { Card } from "@/components/ui/card";
import { PlacePages } from "@/components/ui/place-pages";
import { Section } from "@/components/ui/section";
import { mayTake } from "@/lib/core/roles";
import { type PageQuery, singleOf } from "@/lib/core/schemas/page-query";
import { readPlacement } from "@/lib/core/schemas/place-query";
import type { TenantDetails } from "@/lib/core/schemas/tenant-overview";
import { readTokenSettings } from "@/lib/core/tokens/token-settings";
import { describeTenant, nameSigningKey } from "@/lib/manage/tenants/describe-tenant";
import { listTenantKeys, TENANT_KEYS } from "@/lib/manage/tokens/tenant-signing-keys";
import { requireTenant } from "@/lib/runtime/sign-in/with-tenant";
import { removeTenant } from "./actions";

export const metadata: Metadata = { title: "Tenant" };

interface TenantPageProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<PageQuery>;
}

export default async function TenantPage({ params, searchParams }: TenantPageProps) {
  const [{ id }, query] = await Promise.all([params, searchParams]);
  const { world, member, tenant } = await requireTenant("tenants.read", id, "");
  const [details, keys] = await Promise.all([
    describeTenant(world, tenant.id),
    listTenantKeys(world, tenant.id, readPlacement(TENANT_KEYS, query)),
  ]);
  if (details === null) notFound();
  const settings = readTokenSettings(details.tokens, undefined);
  const keyName = await nameSigningKey(world, settings.signingKeyId);
  return (
    <>
      <TenantHeading tenant={tenant} part="overview" title={tenant.name} news={singleOf(query, "news")}>
        {mayTake(member, "tenants.administer") && (
          <TenantActions
            tenantId={tenant.id}
            name={tenant.name}
            contents={contentsOf(details)}
            remove={removeTenant.bind(null, tenant.id)}
          />
        )}
      </TenantHeading>
      <TenantCounts tenant={details} />
      <Section id="identity" title="Details">
        <TenantIdentity tenant={details} maySeeUsage={mayTake(member, "usage.read-all")} />
      </Section>
      <Section id="tokens" title="Tokens" lead="How tokens of this tenant's users are made. An application can have settings of its own.">
        <Card>
          <TokenSettings settings={settings} keyName={keyName} />
        </Card>
      </Section>
      <Section
        id="signing-keys"
        title="Signing keys of its own"
        lead="They sign for this tenant alone. Their private parts are stored encrypted."
      >
        <SigningKeyTable keys={keys.rows} />
        <PlacePages noun="signing keys" path={`/tenants/${tenant.id}`} list={TENANT_KEYS} page={keys} anchor="signing-keys" />
      </Section>
    </>
  );
}

/** "3 users, 1 group, 2 applications and 4 API keys". */
function contentsOf({ users, groups, applications, keys }: TenantDetails): string {
  const words = (count: number, one: string) => `${countWords(count)} ${count === 1 ? one : `${one}s`}`;
  return `${words(users, "user")}, ${words(groups, "group")}, ${words(applications, "application")} and ${words(keys, "API key")}`;
}
