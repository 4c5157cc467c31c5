// The APIs that this instance protects.
import type { Metadata } from "next";
import Link from "next/link";
import { ApiList } from "@/components/apis/api-list";
import { PageHeading } from "@/components/console/page-heading";
import { Alert } from "@/components/ui/alert";
import { buttonClasses } from "@/components/ui/button";
import { PlacePages } from "@/components/ui/place-pages";
import { type Api, MANAGEMENT_SLUG } from "@/lib/core/catalogue";
import { readPublished } from "@/lib/core/published";
import { mayTake } from "@/lib/core/roles";
import { type PageQuery, singleOf } from "@/lib/core/schemas/page-query";
import { readPlacement } from "@/lib/core/schemas/place-query";
import { countActiveKeys } from "@/lib/manage/apis/count-active-keys";
import { APIS, listApiPage } from "@/lib/manage/apis/list-apis";
import { readInstanceUrl } from "@/lib/runtime/sign-in/instance-url";
import { requireSession } from "@/lib/runtime/sign-in/with-session";

export const metadata: Metadata = { title: "APIs" };

export default async function ApisPage({ searchParams }: { readonly searchParams: Promise<PageQuery> }) {
  const { world, member } = await requireSession("apis.read", "/apis");
  const mayWrite = mayTake(member, "apis.write");
  const query = await searchParams;
  const page = await listApiPage(world, readPlacement(APIS, query));
  const apis = shownApis(
    page.rows.map(({ id }) => id),
    page.next === null,
  );
  const apiIds = apis.map(({ id }) => id);
  const [activeKeys, instanceUrl] = await Promise.all([countActiveKeys(world, apiIds), readInstanceUrl()]);
  return (
    <>
      <PageHeading title="APIs" actions={mayWrite && <CreateLink />}>
        Each API keeps the manners of its own vendor: where a key stands in a request, and how a refusal reads. Clients call its entrance
        instead of the API itself.
      </PageHeading>
      {singleOf(query, "news") === "deleted" && <Alert tone="good">The API is deleted.</Alert>}
      <ApiList apis={apis} instanceUrl={instanceUrl} activeKeys={activeKeys} mayCreate={mayWrite} />
      <PlacePages noun="APIs" path="/apis" list={APIS} page={page} />
    </>
  );
}

/** As the catalogue has them, and Keyfuse's own management API behind the last. */
function shownApis(ids: readonly string[], isLast: boolean): readonly Api[] {
  const known = readPublished()?.catalogue().apis ?? [];
  const byId = new Map(known.map((api) => [api.id, api]));
  return [...ids.flatMap((id) => byId.get(id) ?? []), ...(isLast ? known.filter(({ slug }) => slug === MANAGEMENT_SLUG) : [])];
}

function CreateLink() {
  return (
    <Link data-creates href="/apis/new" prefetch={false} className={buttonClasses({ look: "main" })}>
      Create an API
    </Link>
  );
}
