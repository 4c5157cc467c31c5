// One request, explained.
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PageHeading } from "@/components/console/page-heading";
import { ExplanationView } from "@/components/explain/explanation-view";
import { NothingKnown } from "@/components/explain/nothing-known";
import { RequestFinder } from "@/components/usage/request-finder";
import { readRequestId } from "@/lib/core/request-id";
import { mayTake } from "@/lib/core/roles";
import { searchRequest } from "@/lib/runtime/sign-in/explain-request";
import { requireSession } from "@/lib/runtime/sign-in/with-session";

export const metadata: Metadata = { title: "Explain a request" };

export default async function ExplainedPage({ params }: { readonly params: Promise<{ readonly requestId: string }> }) {
  const requestId = readRequestId((await params).requestId);
  const session = await requireSession("requests.explain", requestId === null ? "/explain" : `/explain/${requestId}`);
  if (requestId === null) notFound();
  const search = await searchRequest(session, requestId);
  const { member } = session;
  return (
    <>
      <PageHeading title="Explain a request">
        What was decided about this request, from what was kept of it. To find out what would happen now,{" "}
        <Link href="/test" prefetch={false} className="text-accent underline underline-offset-4">
          test a key
        </Link>
        .
      </PageHeading>
      <RequestFinder path="/explain" label="Requests" value={requestId} />
      {search.kind === "explained" ? (
        <ExplanationView explanation={search.explanation} rights={member} />
      ) : (
        <NothingKnown search={search} seesStrangers={mayTake(member, "usage.read-all")} />
      )}
    </>
  );
}
