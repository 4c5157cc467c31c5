// Where a key is changed.
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PageHeading } from "@/components/console/page-heading";
import { EditKeyForm } from "@/components/keys/edit/edit-key-form";
import { Alert } from "@/components/ui/alert";
import { apiForKey } from "@/lib/core/keys/edited-key";
import { mayEditKey } from "@/lib/core/keys/key-access";
import { mayTake } from "@/lib/core/roles";
import { showKey } from "@/lib/manage/keys/find-key";
import { versionOf } from "@/lib/manage/keys/key-version";
import { listTenants } from "@/lib/manage/tenants/list-tenants";
import { offeredEdit, offeredTenants } from "@/lib/runtime/sign-in/offered-form";
import { makerOf, requireSession } from "@/lib/runtime/sign-in/with-session";
import { applyEdit, reviewEdit } from "./actions";

export const metadata: Metadata = { title: "Edit a key" };

export default async function EditKeyPage({ params }: { readonly params: Promise<{ readonly key: string }> }) {
  const { key: reference } = await params;
  const session = await requireSession("keys.write", `/keys/${reference}/edit`);
  const { world, member } = session;
  const key = await showKey(world, member.reach, reference);
  if (key === null || !mayEditKey(makerOf(session), key)) notFound();
  const [offered, choices, own] = await Promise.all([
    offeredEdit(session, key),
    offeredTenants(session),
    key.tenantId === null ? [] : listTenants(world, [key.tenantId]),
  ]);
  const path = `/keys/${key.publicId}`;
  return (
    <>
      <Link href={path} prefetch={false} className="self-start text-ink-soft text-sm underline underline-offset-4">
        Back to the key
      </Link>
      <PageHeading title={`Edit ${key.name}`}>
        <span className="font-mono text-[0.9375em]">{key.publicId}</span>
      </PageHeading>
      {offered === null ? (
        <Alert tone="info">
          {key.state === "revoked" ? "A revoked key cannot be changed: its page is its record." : "The API of this key is not served now."}
        </Alert>
      ) : (
        <EditKeyForm
          apiKey={key}
          version={versionOf(key)}
          api={apiForKey(offered.api, key)}
          tenants={choices.length > 0 ? choices : own.map(({ id, name }) => ({ id, name }))}
          offersKeyManager={offered.offersKeyManager}
          editsPlans={mayTake(session.member, "apis.write")}
          rules={offered.rules}
          nowMs={offered.nowMs}
          reviewEdit={reviewEdit}
          applyEdit={applyEdit}
        />
      )}
    </>
  );
}
