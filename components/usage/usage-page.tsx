// The admin page: what all keys together were used for, who used most, what was refused and why.
import { Card } from "@/components/ui/card";
import { ExportLinks } from "@/components/ui/export-links";
import { Section } from "@/components/ui/section";
import { type UsageQuery, usageExportPath } from "@/lib/core/schemas/usage-query";
import type { UsageNoteView, UsageOverview } from "@/lib/core/schemas/usage-view";
import { NoRequestsAtAll } from "./no-requests";
import { NoteList } from "./note-list";
import { ReasonList } from "./reason-list";
import { SpikeList } from "./spike-list";
import { TitledCard } from "./titled-card";
import { UsageChart } from "./usage-chart";
import { UsageFacts } from "./usage-facts";
import { rangeWords } from "./usage-filters";
import { UsageRankings } from "./usage-rankings";

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
          <UsageRankings overview={overview} hasTenants={hasTenants} />
        </>
      )}
      <div className="print:hidden">
        <Section id="export" title="Export" lead={`Every count of ${rangeWords(query.range)} by ${unit}, key, endpoint and outcome.`}>
          <ExportLinks noun="usage" pathOf={(format) => usageExportPath(query, format)} />
        </Section>
      </div>
    </>
  );
}
