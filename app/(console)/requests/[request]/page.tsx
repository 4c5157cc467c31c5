// One request: everything that was said, what else came from the address, and the decision.
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeading } from "@/components/console/page-heading";
import { EndRequestButton } from "@/components/requests/end-request-button";
import { RequestDecision } from "@/components/requests/request-decision";
import { RequestDetails } from "@/components/requests/request-details";
import { RequestTable } from "@/components/requests/request-table";
import { PlacePages } from "@/components/ui/place-pages";
import { Section } from "@/components/ui/section";
import { formApi } from "@/lib/core/keys/form-api";
import type { RequestView } from "@/lib/core/requests/request-view";
import { mayTake } from "@/lib/core/roles";
import type { PageQuery } from "@/lib/core/schemas/page-query";
import { readPlacement } from "@/lib/core/schemas/place-query";
import { EARLIER_REQUESTS, findRequest, listEarlierRequests } from "@/lib/manage/requests/find-requests";
import { nameActors } from "@/lib/manage/team/name-actors";
import { expiryRules, findApi, offeredTenants } from "@/lib/runtime/sign-in/offered-form";
import { requireSession, type Session } from "@/lib/runtime/sign-in/with-session";
import { approveKeyRequest, refuseKeyRequest, takeBackKeyRequest, withdrawKeyRequest } from "../actions";

export const metadata: Metadata = { title: "Request" };

interface OneRequestProps {
  readonly params: Promise<{ readonly request: string }>;
  readonly searchParams: Promise<PageQuery>;
}

export default async function OneRequestPage({ params, searchParams }: OneRequestProps) {
  const [{ request: reference }, query] = await Promise.all([params, searchParams]);
  const session = await requireSession("requests.make", `/requests/${reference}`);
  const { world, member } = session;
  const request = await findRequest(world, member, reference);
  if (request === null) notFound();
  const mayDecide = mayTake(member, "approvals.write");
  const names = await nameActors(world, request.decidedBy === null ? [] : [request.decidedBy]);
  const isOwn = request.memberId === member.id;
  return (
    <>
      <PageHeading
        title={`${request.name} asks for a key`}
        actions={
          isOwn && (request.state === "waiting" || request.state === "approved") ? (
            <EndRequestButton way="withdraw" send={withdrawKeyRequest.bind(null, request.id)} />
          ) : (
            mayDecide &&
            request.state === "approved" && <EndRequestButton way="take-back" send={takeBackKeyRequest.bind(null, request.id)} />
          )
        }
      >
        Of {request.apiName}, on the plan {request.plan}.
      </PageHeading>
      <RequestDetails
        request={request}
        decidedBy={request.decidedBy === null ? null : (names.get(request.decidedBy) ?? request.decidedBy)}
      />
      {mayDecide && request.state === "waiting" && <Decision session={session} request={request} />}
      {mayDecide && <Earlier session={session} request={request} query={query} />}
    </>
  );
}

interface PartProps {
  readonly session: Session;
  readonly request: RequestView;
}

async function Decision({ session, request }: PartProps) {
  const api = findApi(request.api);
  if (api === null) return null;
  return (
    <Section
      id="decision"
      title="Decide"
      lead="Whoever asked is told by mail. An approval can be taken back until the secret was shown; then revoke the key."
    >
      <RequestDecision
        api={{ ...formApi(api), typedSecret: null }}
        tenants={await offeredTenants(session)}
        wanted={{ name: request.organisation === "" ? request.name : `${request.name}, ${request.organisation}`, plan: request.plan }}
        rules={await expiryRules(session)}
        nowMs={session.world.nowMs()}
        approve={approveKeyRequest.bind(null, request.id)}
        refuse={refuseKeyRequest.bind(null, request.id)}
      />
    </Section>
  );
}

async function Earlier({ session, request, query }: PartProps & { readonly query: PageQuery }) {
  const others = await listEarlierRequests(session.world, request, readPlacement(EARLIER_REQUESTS, query));
  return (
    <Section id="earlier" title="Also from this address">
      {others.rows.length === 0 ? (
        <p className="text-ink-soft">Nothing else was asked from {request.email}.</p>
      ) : (
        <RequestTable caption="Other requests from this address" requests={others.rows} />
      )}
      <PlacePages noun="requests" path={`/requests/${request.id}`} list={EARLIER_REQUESTS} page={others} anchor="earlier" />
    </Section>
  );
}
