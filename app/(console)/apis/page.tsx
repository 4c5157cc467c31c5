// The APIs that this instance protects.
import type { Metadata } from "next";
import { ApiList } from "@/components/apis/api-list";
import { PageHeading } from "@/components/console/page-heading";
import { readPublished } from "@/lib/core/published";
import { countActiveKeys } from "@/lib/manage/apis/count-active-keys";
import { readInstanceUrl } from "@/lib/runtime/sign-in/instance-url";
import { requireSession } from "@/lib/runtime/sign-in/with-session";

export const metadata: Metadata = { title: "APIs" };

export default async function ApisPage() {
  const { world } = await requireSession("apis.read", "/apis");
  const [activeKeys, instanceUrl] = await Promise.all([countActiveKeys(world), readInstanceUrl()]);
  return (
    <>
      <PageHeading title="APIs">
        Each API keeps the manners of its own vendor: where a key stands in a request, and how a refusal reads. Clients call its entrance
        instead of the API itself.
      </PageHeading>
      <ApiList apis={readPublished()?.catalogue().apis ?? []} instanceUrl={instanceUrl} activeKeys={activeKeys} />
    </>
  );
}
