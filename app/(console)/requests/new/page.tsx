// Where a member asks for a key.
import type { Metadata } from "next";
import { PageHeading } from "@/components/console/page-heading";
import { MemberRequestForm } from "@/components/requests/member-request-form";
import { EmptyState } from "@/components/ui/empty-state";
import { listRequestable } from "@/lib/manage/requests/request-access";
import { offeredPlans } from "@/lib/runtime/sign-in/offered-plans";
import { requireSession } from "@/lib/runtime/sign-in/with-session";
import { requestKey } from "../actions";

export const metadata: Metadata = { title: "Ask for a key" };

export default async function NewRequestPage() {
  const { world } = await requireSession("requests.make", "/requests/new");
  const apis = (await listRequestable(world)).map((api) => ({ slug: api.slug, name: api.name, plans: offeredPlans(api) }));
  const [first, ...others] = apis;
  return (
    <>
      <PageHeading title="Ask for a key">
        An admin looks at it. You are told by mail, with a link that shows the secret once if it is approved.
      </PageHeading>
      {first === undefined ? (
        <EmptyState title="No API takes requests">
          <p>Admins decide on the page of each API whether members may ask for its keys, and owners in the settings. Ask one of them.</p>
        </EmptyState>
      ) : (
        <MemberRequestForm apis={[first, ...others]} requestKey={requestKey} />
      )}
    </>
  );
}
