// Where a key is created.
import type { Metadata } from "next";
import { PageHeading } from "@/components/console/page-heading";
import { CreateKeyForm } from "@/components/keys/create/create-key-form";
import { Alert } from "@/components/ui/alert";
import { mayChooseHolder } from "@/lib/core/keys/key-access";
import { mayTake } from "@/lib/core/roles";
import { type PageQuery, storableOf } from "@/lib/core/schemas/page-query";
import { randomUuid } from "@/lib/manage/random-id";
import { expiryRules, offeredApis, offeredTenants } from "@/lib/runtime/sign-in/offered-form";
import { requireSession } from "@/lib/runtime/sign-in/with-session";
import { createKey } from "./actions";

export const metadata: Metadata = { title: "Create a key" };

export default async function NewKeyPage({ searchParams }: { readonly searchParams: Promise<PageQuery> }) {
  const chosen = storableOf(await searchParams, "api");
  const session = await requireSession("keys.write", chosen === "" ? "/keys/new" : `/keys/new?api=${encodeURIComponent(chosen)}`);
  const [first, ...others] = offeredApis(session);
  const tenants = await offeredTenants(session);
  const { isConfined } = session.member;
  return (
    <>
      <PageHeading title="Create a key">
        One key for each program that calls, with no more than it needs: then one can be revoked without stopping the others.
      </PageHeading>
      {first === undefined ? (
        <Alert tone="info">There is no API whose keys you may make. Ask an admin of this instance.</Alert>
      ) : isConfined && tenants.length === 0 ? (
        <Alert tone="info">The tenants that you were confined to are gone, so there is none whose keys you may make. Ask an owner.</Alert>
      ) : (
        <CreateKeyForm
          formId={randomUuid(session.world.randomBytes)}
          apis={[first, ...others]}
          chosen={chosen}
          tenants={tenants}
          needsTenant={isConfined}
          offersKeyManager={mayTake(session.member, "keys.flag-manager")}
          offersHolder={mayChooseHolder(session.member)}
          editsPlans={mayTake(session.member, "apis.write")}
          rules={await expiryRules(session)}
          nowMs={session.world.nowMs()}
          createKey={createKey}
        />
      )}
    </>
  );
}
