// Where a group gets another name or other roles.
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { GroupForm } from "@/components/groups/group-form";
import { TenantHeading } from "@/components/tenants/tenant-heading";
import { offerApplications } from "@/lib/manage/applications/list-application-page";
import { describeGroup } from "@/lib/manage/groups/describe-group";
import { requireId, requireTenant } from "@/lib/runtime/sign-in/with-tenant";
import { editGroup } from "../../actions";

export const metadata: Metadata = { title: "Edit a group" };

export default async function EditGroupPage({ params }: { readonly params: Promise<{ readonly id: string; readonly groupId: string }> }) {
  const { id, groupId } = await params;
  const { world, tenant } = await requireTenant("tenants.write", id, `/groups/${groupId}/edit`);
  const group = await describeGroup(world, tenant.id, requireId(groupId));
  if (group === null) notFound();
  return (
    <>
      <TenantHeading
        tenant={tenant}
        part="groups"
        title={`Edit ${group.name}`}
        isWithin
        lead="When a role is taken away, access tokens of its application are refused until they are refreshed."
      />
      <GroupForm
        before={{ name: group.name, roleIds: group.roleIds }}
        applications={await offerApplications(world, tenant.id, { roleIds: group.roleIds })}
        backPath={`/tenants/${tenant.id}/groups/${group.id}`}
        action={editGroup.bind(null, tenant.id, group.id)}
      />
    </>
  );
}
