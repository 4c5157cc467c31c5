// Where a tenant gets another name.
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PageHeading } from "@/components/console/page-heading";
import { TenantForm } from "@/components/tenants/tenant-form";
import { buttonClasses } from "@/components/ui/button";
import { readUuid } from "@/lib/core/schemas/texts";
import { findTenantOverview } from "@/lib/manage/tenants/overview-tenants";
import { requireSession } from "@/lib/runtime/sign-in/with-session";
import { giveTenantName } from "../actions";

export const metadata: Metadata = { title: "Rename a tenant" };

export default async function RenameTenantPage({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const { id: asked } = await params;
  const { world } = await requireSession("tenants.write", `/tenants/${asked}`);
  const id = readUuid(asked);
  const tenant = id === null ? null : await findTenantOverview(world, id);
  if (tenant === null) notFound();
  return (
    <>
      <PageHeading title="Rename a tenant">
        Only the name changes. Its id <span className="break-all font-mono text-[0.875em]">{tenant.id}</span>, its keys and everything in it
        stay as they are.
      </PageHeading>
      <TenantForm action={giveTenantName.bind(null, tenant.id)} name={tenant.name} submitLabel="Rename" pendingLabel="Renaming …">
        <Link href="/tenants" prefetch={false} className={buttonClasses()}>
          Back
        </Link>
      </TenantForm>
    </>
  );
}
