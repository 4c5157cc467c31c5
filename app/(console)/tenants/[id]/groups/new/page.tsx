// Where a group of a tenant is made.
import type { Metadata } from "next";
import { GroupForm } from "@/components/groups/group-form";
import { TenantHeading } from "@/components/tenants/tenant-heading";
import { offerApplications } from "@/lib/manage/applications/list-application-page";
import { requireTenant } from "@/lib/runtime/sign-in/with-tenant";
import { makeGroup } from "../actions";

export const metadata: Metadata = { title: "Create a group" };

export default async function NewGroupPage({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const { id } = await params;
  const { world, tenant } = await requireTenant("tenants.write", id, "/groups/new");
  return (
    <>
      <TenantHeading tenant={tenant} part="groups" title="Create a group" isWithin lead="Members are added on its page afterwards." />
      <GroupForm
        before={null}
        applications={await offerApplications(world, tenant.id)}
        backPath={`/tenants/${tenant.id}/groups`}
        action={makeGroup.bind(null, tenant.id)}
      />
    </>
  );
}
