// Where it is changed how a user is called and reached.
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { TenantHeading } from "@/components/tenants/tenant-heading";
import { UserForm } from "@/components/users/user-form";
import { nameOfUser } from "@/lib/core/schemas/tenant-people";
import { describeUser } from "@/lib/manage/users/describe-user";
import { requireId, requireTenant } from "@/lib/runtime/sign-in/with-tenant";
import { editUser } from "../../actions";

export const metadata: Metadata = { title: "Edit a user" };

export default async function EditUserPage({ params }: { readonly params: Promise<{ readonly id: string; readonly userId: string }> }) {
  const { id, userId } = await params;
  const { world, tenant } = await requireTenant("tenants.write", id, `/users/${userId}/edit`);
  const user = await describeUser(world, tenant.id, requireId(userId));
  if (user === null) notFound();
  const { email, username, firstName, lastName } = user;
  return (
    <>
      <TenantHeading
        tenant={tenant}
        part="users"
        title={`Edit ${nameOfUser(user)}`}
        isWithin
        lead="Sessions go on; tokens that are issued from now on name the user anew."
      />
      <UserForm
        before={{ email: email ?? "", username: username ?? "", firstName: firstName ?? "", lastName: lastName ?? "" }}
        backPath={`/tenants/${tenant.id}/users/${user.id}`}
        action={editUser.bind(null, tenant.id, user.id)}
      />
    </>
  );
}
