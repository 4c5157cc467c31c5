// The admin page: what all keys together were used for, who used most, what was refused and why.
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";
import { Instant } from "@/components/ui/instant";
import { Section } from "@/components/ui/section";
import { instantText } from "@/lib/core/instant";
import type { UsageQuery } from "@/lib/core/schemas/usage-query";
import type { UsageNoteView, UsageOverview } from "@/lib/core/schemas/usage-view";
import { exportCommand } from "@/lib/core/usage/export-command";
import { NoRequestsAtAll } from "./no-requests";
import { NoteList } from "./note-list";
import { RankTable } from "./rank-table";
import { ReasonList } from "./reason-list";
import { SpikeList } from "./spike-list";
import { TitledCard } from "./titled-card";
import { UsageChart } from "./usage-chart";
import { UsageFacts } from "./usage-facts";
import { rangeWords } from "./usage-filters";

interface UsagePageProps {
  readonly overview: UsageOverview;
  readonly notes: readonly UsageNoteView[];
  readonly query: UsageQuery;
  /** Whether tenants are told apart: there is more than one. */
  readonly hasTenants: boolean;
}

export function UsagePage({ overview, notes, query, hasTenants }: UsagePageProps) {
  const { totals, unit } = overview;
  const isUsed = totals.accepted + totals.limited + totals.denied > 0;
  return (
    <>
      {notes.length > 0 && (
        <Section id="notes" title="Look at these keys">
          <Card>
            <NoteList notes={notes} namesKeys />
          </Card>
        </Section>
      )}
      <Section id="requests" title="Requests">
        <Card className="flex min-w-0 flex-col gap-8">
          {isUsed ? (
            <>
              <UsageFacts totals={totals} latency={overview.latency} />
              <UsageChart label={`Requests of ${rangeWords(query.range)}`} unit={unit} points={overview.points} />
            </>
          ) : (
            <NoRequestsAtAll range={rangeWords(query.range)} />
          )}
        </Card>
      </Section>
      {isUsed && (
        <>
          <Section id="refusals" title="Refusals">
            <div className="grid min-w-0 items-start gap-4 lg:grid-cols-2">
              <TitledCard title="By reason">
                <ReasonList reasons={overview.reasons} />
              </TitledCard>
              <TitledCard title="Spikes">
                <SpikeList spikes={overview.spikes} unit={unit} />
              </TitledCard>
            </div>
          </Section>
          <Rankings overview={overview} hasTenants={hasTenants} />
        </>
      )}
      <Section id="export" title="Export" lead="Every count, by key, endpoint and outcome, from the machine that runs Keyfuse:">
        <CodeBlock label="The command that exports">{exportCommand(query)}</CodeBlock>
      </Section>
    </>
  );
}

function Rankings({ overview, hasTenants }: Pick<UsagePageProps, "overview" | "hasTenants">) {
  return (
    <Section
      id="rankings"
      title="Most used"
      lead={
        overview.rankedAtMs === 0 ? (
          "Keys and tenants are added up for the first time within minutes."
        ) : (
          <>
            Keys and tenants as of <Instant at={instantText(overview.rankedAtMs)} />.
          </>
        )
      }
    >
      <div className="grid min-w-0 items-start gap-x-4 gap-y-6 lg:grid-cols-2">
        <Ranking title="Keys">
          <RankTable
            caption="Keys by requests"
            column="Key"
            ranks={overview.byKey}
            pathOf={({ id }) => `/keys/${id}`}
            nameless="No known key"
          />
        </Ranking>
        <Ranking title="Endpoints">
          <RankTable
            caption="Endpoints by requests"
            column="Endpoint"
            ranks={overview.byEndpoint.map(({ id, name, ...counts }) => ({ id, name: name || "Not known", ...counts }))}
            detailOf={({ id }) => id.split(" ", 1)[0] ?? ""}
            nameless="Not known"
          />
        </Ranking>
        <Ranking title="APIs">
          <RankTable
            caption="APIs by requests"
            column="API"
            ranks={overview.byApi}
            pathOf={({ id }) => `/keys?api=${id}`}
            nameless="None"
          />
        </Ranking>
        {hasTenants && (
          <Ranking title="Tenants">
            <RankTable
              caption="Tenants by requests"
              column="Tenant"
              ranks={overview.byTenant}
              pathOf={({ id }) => `/keys?tenant=${id}`}
              nameless="No tenant"
            />
          </Ranking>
        )}
      </div>
    </Section>
  );
}

function Ranking({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <h3 className="font-semibold">{title}</h3>
      {children}
    </div>
  );
}
