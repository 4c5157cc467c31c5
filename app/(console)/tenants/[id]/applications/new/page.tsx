// Where an application of a tenant is made.
import type { Metadata } from "next";
import { ApplicationForm } from "@/components/applications/application-form";
import { TenantHeading } from "@/components/tenants/tenant-heading";
import { tokenFieldsOf } from "@/lib/core/tenants/token-fields";
import { loginRules } from "@/lib/manage/sessions/session-place";
import { offerSigningKeys } from "@/lib/manage/tokens/tenant-signing-keys";
import { requireTenant } from "@/lib/runtime/sign-in/with-tenant";
import { makeApplication } from "../actions";

export const metadata: Metadata = { title: "Create an application" };

export default async function NewApplicationPage({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const { id } = await params;
  const { world, tenant } = await requireTenant("tenants.write", id, "/applications/new");
  return (
    <>
      <TenantHeading
        tenant={tenant}
        part="applications"
        title="Create an application"
        isWithin
        lead="Roles are added on its page afterwards. What is chosen here can be changed at any time."
      />
      <ApplicationForm
        isNew
        name=""
        login={loginRules(undefined, true)}
        hasOwnTokens={false}
        tokens={tokenFieldsOf(null)}
        keys={await offerSigningKeys(world, tenant.id, "")}
        backPath={`/tenants/${tenant.id}/applications`}
        action={makeApplication.bind(null, tenant.id)}
      />
    </>
  );
}
