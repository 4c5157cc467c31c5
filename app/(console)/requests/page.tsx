// Requests for keys: the queue of those who decide, and everybody's own.
import type { Metadata } from "next";
import Link from "next/link";
import { PageHeading } from "@/components/console/page-heading";
import { RequestFilters } from "@/components/requests/request-filters";
import { RequestTable } from "@/components/requests/request-table";
import { buttonClasses } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { readPublished } from "@/lib/core/published";
import { canBeRequested } from "@/lib/core/requests/request-access";
import { narrowsRequests, readRequestSearch, requestSearchQuery } from "@/lib/core/requests/request-search";
import { mayTake } from "@/lib/core/roles";
import type { PageQuery } from "@/lib/core/schemas/page-query";
import { searchRequests } from "@/lib/manage/requests/find-requests";
import { requireSession } from "@/lib/runtime/sign-in/with-session";

export const metadata: Metadata = { title: "Requests" };

export default async function RequestsPage({ searchParams }: { readonly searchParams: Promise<PageQuery> }) {
  const search = readRequestSearch(await searchParams);
  const { world, member } = await requireSession("requests.make", `/requests${requestSearchQuery(search)}`);
  const { requests, previous, next } = await searchRequests(world, member, search);
  const mayDecide = mayTake(member, "approvals.write");
  const apis = new Map(
    (readPublished()?.catalogue().apis ?? []).filter(({ slug }) => canBeRequested(slug)).map(({ slug, name }) => [slug, name]),
  );
  const isEmpty = requests.length === 0 && !narrowsRequests(search);
  return (
    <>
      <PageHeading
        title="Requests"
        actions={
          <Link data-creates href="/requests/new" prefetch={false} className={buttonClasses({ look: mayDecide ? "plain" : "main" })}>
            Ask for a key
          </Link>
        }
      >
        {mayDecide
          ? "Who asks for a key, and what became of it. An approved request sends a link that shows the secret once; nobody else ever sees it."
          : "The keys that you asked for, and what became of them. You are told of each decision by mail."}
      </PageHeading>
      {isEmpty ? (
        <NothingYet mayDecide={mayDecide} />
      ) : (
        <>
          <RequestFilters search={search} apis={apis} />
          {requests.length === 0 ? (
            <EmptyState title="No such request">
              <p>
                Nothing matches these filters.{" "}
                <Link href="/requests" prefetch={false} className="text-accent underline underline-offset-4">
                  Show every request
                </Link>
              </p>
            </EmptyState>
          ) : (
            <RequestTable caption="Requests" requests={requests} />
          )}
          <Pagination
            label="Pages of requests"
            previous={previous === null ? null : `/requests${requestSearchQuery(search, ["before", previous])}`}
            next={next === null ? null : `/requests${requestSearchQuery(search, ["after", next])}`}
          />
        </>
      )}
    </>
  );
}

function NothingYet({ mayDecide }: { readonly mayDecide: boolean }) {
  return (
    <EmptyState title="No requests yet">
      {mayDecide ? (
        <p>
          Open the form of an API on its page under{" "}
          <Link href="/apis" prefetch={false} className="text-accent underline underline-offset-4">
            APIs
          </Link>
          , to members or to everybody. What is asked for appears here, and you are told by mail.
        </p>
      ) : (
        <p>Ask for a key, and say what you need it for. An admin looks at it, and you are told by mail.</p>
      )}
    </EmptyState>
  );
}
