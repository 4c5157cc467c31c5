// How an API was used: for admins, who see every key's use.
import Link from "next/link";
import { Card } from "@/components/ui/card";
import { NoRequestsAtAll } from "@/components/usage/no-requests";
import { RankTable } from "@/components/usage/rank-table";
import { ReasonList } from "@/components/usage/reason-list";
import { TitledCard } from "@/components/usage/titled-card";
import { UsageChart } from "@/components/usage/usage-chart";
import { UsageFacts } from "@/components/usage/usage-facts";
import type { UsageOverview } from "@/lib/core/schemas/usage-view";

interface ApiUseProps {
  readonly slug: string;
  readonly overview: UsageOverview;
}

/** More stands on the page of usage. */
const MOST_KEYS = 5;
const MOST_REASONS = 5;
const RANGE = "the last 30 days";

export function ApiUse({ slug, overview }: ApiUseProps) {
  const { totals, unit, points, latency, byKey, reasons } = overview;
  if (totals.accepted + totals.limited + totals.denied === 0) {
    return (
      <Card>
        <NoRequestsAtAll range={RANGE} />
      </Card>
    );
  }
  return (
    <>
      <Card className="flex min-w-0 flex-col gap-8">
        <UsageFacts totals={totals} latency={latency} />
        <UsageChart label={`Requests of ${RANGE}`} unit={unit} points={points} />
      </Card>
      <div className="grid min-w-0 items-start gap-4 lg:grid-cols-2">
        <TitledCard title="Most used keys">
          <RankTable
            caption="Keys by requests"
            column="Key"
            ranks={byKey.slice(0, MOST_KEYS)}
            pathOf={({ id }) => `/keys/${id}`}
            nameless="No known key"
          />
        </TitledCard>
        <TitledCard title="Refused, by reason">
          <ReasonList reasons={reasons.slice(0, MOST_REASONS)} />
        </TitledCard>
      </div>
      <p>
        <Link href={`/usage?api=${slug}`} prefetch={false} className="text-accent text-sm underline underline-offset-4">
          All of its usage
        </Link>
      </p>
    </>
  );
}
