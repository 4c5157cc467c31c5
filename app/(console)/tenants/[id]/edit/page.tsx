// Where a tenant gets another name or issuer, and where it is said how its tokens are made.
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EditTenantForm } from "@/components/tenants/edit-tenant-form";
import { TenantHeading } from "@/components/tenants/tenant-heading";
import { tokenFieldsOf } from "@/lib/core/tenants/token-fields";
import { describeTenant } from "@/lib/manage/tenants/describe-tenant";
import { offerSigningKeys } from "@/lib/manage/tokens/tenant-signing-keys";
import { requireTenant } from "@/lib/runtime/sign-in/with-tenant";
import { editTenant } from "../actions";

export const metadata: Metadata = { title: "Edit a tenant" };

export default async function EditTenantPage({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const { id } = await params;
  const { world, tenant } = await requireTenant("tenants.administer", id, "/edit");
  const details = await describeTenant(world, tenant.id);
  if (details === null) notFound();
  const tokens = tokenFieldsOf(details.tokens);
  return (
    <>
      <TenantHeading
        tenant={tenant}
        part="overview"
        title="Edit the tenant"
        isWithin
        lead="Its id, its keys and everything in it stay as they are. Tokens that were issued go on until they expire."
      />
      <EditTenantForm
        tenantId={tenant.id}
        name={details.name}
        issuer={details.issuer}
        tokens={tokens}
        keys={await offerSigningKeys(world, tenant.id, tokens.accessTokenKeyId)}
        action={editTenant.bind(null, tenant.id)}
      />
    </>
  );
}
