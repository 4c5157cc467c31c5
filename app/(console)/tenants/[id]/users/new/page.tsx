// Where a user of a tenant is made.
import type { Metadata } from "next";
import { TenantHeading } from "@/components/tenants/tenant-heading";
import { UserForm } from "@/components/users/user-form";
import { requireTenant } from "@/lib/runtime/sign-in/with-tenant";
import { makeUser } from "../actions";

export const metadata: Metadata = { title: "Create a user" };

export default async function NewUserPage({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const { id } = await params;
  const { tenant } = await requireTenant("tenants.write", id, "/users/new");
  return (
    <>
      <TenantHeading
        tenant={tenant}
        part="users"
        title="Create a user"
        isWithin
        lead="The user stays in this tenant. Applications and groups are chosen on the user's page afterwards."
      />
      <UserForm before={null} backPath={`/tenants/${tenant.id}/users`} action={makeUser.bind(null, tenant.id)} />
    </>
  );
}
