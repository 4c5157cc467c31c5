// Where a request is looked for by the id that its client was told.
import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { PageHeading } from "@/components/console/page-heading";
import { HowLong, NothingKnown } from "@/components/explain/nothing-known";
import { EmptyState } from "@/components/ui/empty-state";
import { RequestFinder } from "@/components/usage/request-finder";
import { readRequestId } from "@/lib/core/request-id";
import { mayTake } from "@/lib/core/roles";
import { type PageQuery, storableOf } from "@/lib/core/schemas/page-query";
import { requireSession } from "@/lib/runtime/sign-in/with-session";

export const metadata: Metadata = { title: "Explain a request" };

export default async function ExplainPage({ searchParams }: { readonly searchParams: Promise<PageQuery> }) {
  const typed = storableOf(await searchParams, "request");
  const requestId = readRequestId(typed);
  const { member } = await requireSession("requests.explain", requestId === null ? "/explain" : `/explain/${requestId}`);
  if (requestId !== null) redirect(`/explain/${requestId}`);
  const seesStrangers = mayTake(member, "usage.read-all");
  return (
    <>
      <PageHeading title="Explain a request">
        Why a call was refused, or let through: every check in its order, which one decided, what would have to change, and the exact answer
        that its client got.
      </PageHeading>
      <RequestFinder path="/explain" label="Requests" value={typed} />
      {typed === "" ? (
        <EmptyState title="Where the id stands">
          <p>
            Every answer of Keyfuse names its request in the header X-Request-Id, and some dialects name it in the body of a refusal as
            well. Paste the id, or the whole line. The latest requests of a key stand on the key&apos;s page, each with its explanation.
          </p>
          <HowLong seesStrangers={seesStrangers} />
          <p>
            To find out what would happen now,{" "}
            <Link href="/test" prefetch={false} className="text-accent underline underline-offset-4">
              test a key
            </Link>{" "}
            instead.
          </p>
        </EmptyState>
      ) : (
        <NothingKnown search={{ kind: "unreadable" }} seesStrangers={seesStrangers} />
      )}
    </>
  );
}
