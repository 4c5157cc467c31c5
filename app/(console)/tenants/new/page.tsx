// Where a tenant is made.
import type { Metadata } from "next";
import Link from "next/link";
import { PageHeading } from "@/components/console/page-heading";
import { TenantForm } from "@/components/tenants/tenant-form";
import { buttonClasses } from "@/components/ui/button";
import { listTenantIds } from "@/lib/manage/tenants/list-tenants";
import { requireSession } from "@/lib/runtime/sign-in/with-session";
import { makeTenant } from "../actions";

export const metadata: Metadata = { title: "Create a tenant" };

export default async function NewTenantPage() {
  const { world } = await requireSession("tenants.administer", "/tenants/new");
  const tenantIds = await listTenantIds(world);
  return (
    <>
      <PageHeading title="Create a tenant">
        A tenant starts empty. Users, groups and keys that are made in it stay in it: none of them can be moved to another tenant.
      </PageHeading>
      <TenantForm action={makeTenant} submitLabel="Create the tenant" pendingLabel="Creating …" isSecond={tenantIds.length === 1}>
        <Link href="/tenants" prefetch={false} className={buttonClasses()}>
          Back
        </Link>
      </TenantForm>
    </>
  );
}
