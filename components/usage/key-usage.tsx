// How a key is used: thirty days of it, what room it has left, what it calls, why it is refused, and its latest requests.
import type { ReactNode } from "react";
import { FirstUse } from "@/components/keys/first-use";
import { Card } from "@/components/ui/card";
import { Instant } from "@/components/ui/instant";
import { Section } from "@/components/ui/section";
import { instantText } from "@/lib/core/instant";
import { mayTake, type Rights } from "@/lib/core/roles";
import type { KeyView } from "@/lib/core/schemas/key-view";
import type { DecisionFilter } from "@/lib/core/schemas/usage-query";
import type { KeyHeadroomView, KeyUsageView } from "@/lib/core/schemas/usage-view";
import { CallerList } from "./caller-list";
import { DecisionList } from "./decision-list";
import { EndpointUseTable } from "./endpoint-use-table";
import { HeadroomList } from "./headroom-list";
import { NoRequestsOfKey } from "./no-requests";
import { NoteList } from "./note-list";
import { ReasonList } from "./reason-list";
import { TitledCard } from "./titled-card";
import { UsageChart } from "./usage-chart";
import { UsageFacts } from "./usage-facts";

interface KeyUsageProps {
  readonly usage: KeyUsageView;
  /** null = the limiter cannot be asked now. */
  readonly headroom: KeyHeadroomView | null;
  readonly apiKey: Pick<KeyView, "publicId" | "plan" | "state">;
  readonly filter: DecisionFilter;
  /** A first request; null = its API is not served. */
  readonly curl: string | null;
  /** Of whoever looks. */
  readonly rights: Rights;
}

const REQUESTS = "requests";

export function KeyUsage({ usage, headroom, apiKey, filter, curl, rights }: KeyUsageProps) {
  const { totals, notes, decisions } = usage;
  const isUsed = totals.accepted + totals.limited + totals.denied > 0;
  return (
    <>
      <Section id="usage" title="Usage">
        {notes.length > 0 && (
          <TitledCard title="Look at this key">
            <NoteList notes={notes} />
          </TitledCard>
        )}
        <Card className="flex min-w-0 flex-col gap-8">
          {isUsed ? (
            <>
              <UsageFacts totals={totals} latency={usage.latency} bytes={usage.bytes} />
              <UsageChart label="Requests of the last 30 days" unit="day" points={usage.days} />
            </>
          ) : (
            <NoRequestsOfKey curl={curl} />
          )}
          <LastUse lastUse={usage.lastUse} apiKey={apiKey} />
        </Card>
        <div className="grid min-w-0 items-start gap-4 lg:grid-cols-2">
          <TitledCard title="What is left now">
            <Headroom headroom={headroom} plan={apiKey.plan} />
          </TitledCard>
          {isUsed && (
            <TitledCard title="Refusals in 30 days">
              <ReasonList reasons={usage.reasons} />
            </TitledCard>
          )}
          {decisions.length > 0 && (
            <TitledCard title="Called from">
              <CallerList decisions={decisions} />
            </TitledCard>
          )}
        </div>
        {isUsed && (
          <div className="flex min-w-0 flex-col gap-2">
            <h3 className="font-semibold">Endpoints in 30 days</h3>
            <EndpointUseTable endpoints={usage.endpoints} />
          </div>
        )}
      </Section>
      {decisions.length > 0 && (
        <Section id={REQUESTS} title="Latest requests" lead="Of this key, at most 200. The id is what the client was told in X-Request-Id.">
          <DecisionList
            decisions={decisions}
            filter={filter}
            path={`/keys/${apiKey.publicId}`}
            anchor={REQUESTS}
            mayExplain={mayTake(rights, "requests.explain")}
          />
        </Section>
      )}
    </>
  );
}

function Headroom({ headroom, plan }: { readonly headroom: KeyHeadroomView | null; readonly plan: string }): ReactNode {
  if (headroom !== null) return <HeadroomList headroom={headroom} plan={plan} />;
  return <p className="text-ink-soft text-sm">Not known: the store of the rate limits does not answer.</p>;
}

function LastUse({ lastUse, apiKey }: Pick<KeyUsageProps, "apiKey"> & Pick<KeyUsageView, "lastUse">) {
  if (lastUse === null) return apiKey.state === "active" ? <FirstUse publicId={apiKey.publicId} /> : <p className="text-sm">Never used.</p>;
  const { atMs, address, agent } = lastUse;
  return (
    <p className="text-ink-soft text-sm leading-relaxed [overflow-wrap:anywhere]">
      Last used <Instant at={instantText(atMs)} />
      {address !== null && `, from ${address}`}
      {agent !== null && (
        <>
          , by <span className="font-mono text-[0.8125rem]">{agent}</span>
        </>
      )}
      .
    </p>
  );
}
