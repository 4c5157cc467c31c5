// Where an application gets another name, other rules of signing in and other token settings.
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ApplicationForm } from "@/components/applications/application-form";
import { TenantHeading } from "@/components/tenants/tenant-heading";
import { tokenFieldsOf } from "@/lib/core/tenants/token-fields";
import { describeApplication } from "@/lib/manage/applications/describe-application";
import { offerSigningKeys } from "@/lib/manage/tokens/tenant-signing-keys";
import { requireId, requireTenant } from "@/lib/runtime/sign-in/with-tenant";
import { editApplication } from "../../actions";

export const metadata: Metadata = { title: "Edit an application" };

interface EditApplicationPageProps {
  readonly params: Promise<{ readonly id: string; readonly applicationId: string }>;
}

export default async function EditApplicationPage({ params }: EditApplicationPageProps) {
  const { id, applicationId } = await params;
  const { world, tenant } = await requireTenant("tenants.write", id, `/applications/${applicationId}/edit`);
  const application = await describeApplication(world, tenant.id, requireId(applicationId));
  if (application === null) notFound();
  const tokens = tokenFieldsOf(application.tokens);
  return (
    <>
      <TenantHeading
        tenant={tenant}
        part="applications"
        title={`Edit ${application.name}`}
        isWithin
        lead="Sessions go on; what is changed here counts from the next token on."
      />
      <ApplicationForm
        isNew={false}
        name={application.name}
        login={application.login}
        hasOwnTokens={application.tokens?.enabled === true}
        tokens={tokens}
        keys={await offerSigningKeys(world, tenant.id, tokens.accessTokenKeyId)}
        backPath={`/tenants/${tenant.id}/applications/${application.id}`}
        action={editApplication.bind(null, tenant.id, application.id)}
      />
    </>
  );
}
