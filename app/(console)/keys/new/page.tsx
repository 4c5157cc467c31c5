// Where a key is created.
import type { Metadata } from "next";
import { PageHeading } from "@/components/console/page-heading";
import { CreateKeyForm } from "@/components/keys/create/create-key-form";
import { Alert } from "@/components/ui/alert";
import { roleAllows } from "@/lib/core/roles";
import { randomUuid } from "@/lib/manage/random-id";
import { offeredApis, offeredTenants } from "@/lib/runtime/sign-in/offered-form";
import { requireSession } from "@/lib/runtime/sign-in/with-session";
import { createKey } from "./actions";

export const metadata: Metadata = { title: "Create a key" };

export default async function NewKeyPage() {
  const session = await requireSession("keys.write", "/keys/new");
  const [first, ...others] = offeredApis(session);
  return (
    <>
      <PageHeading title="Create a key">
        One key for each program that calls, with no more than it needs: then one can be revoked without stopping the others.
      </PageHeading>
      {first === undefined ? (
        <Alert tone="info">There is no API whose keys you may make. Ask an admin of this instance.</Alert>
      ) : (
        <CreateKeyForm
          formId={randomUuid(session.world.randomBytes)}
          apis={[first, ...others]}
          tenants={await offeredTenants(session)}
          offersKeyManager={roleAllows(session.member.role, "keys.flag-manager")}
          nowMs={session.world.nowMs()}
          createKey={createKey}
        />
      )}
    </>
  );
}
