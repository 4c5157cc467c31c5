// Who and what was asked, or asked, most: keys, endpoints, APIs, owners, tenants.
import type { ReactNode } from "react";
import { Instant } from "@/components/ui/instant";
import { Section } from "@/components/ui/section";
import { instantText } from "@/lib/core/instant";
import type { UsageOverview } from "@/lib/core/schemas/usage-view";
import { RankTable } from "./rank-table";

interface UsageRankingsProps {
  readonly overview: UsageOverview;
  /** Whether tenants are told apart: there is more than one. */
  readonly hasTenants: boolean;
  readonly title?: string;
}

export function UsageRankings({ overview, hasTenants, title = "Most used" }: UsageRankingsProps) {
  return (
    <Section
      id="rankings"
      title={title}
      lead={
        overview.rankedAtMs === 0 ? (
          "Keys, tenants and owners are added up for the first time within minutes."
        ) : (
          <>
            Keys, tenants and owners as of <Instant at={instantText(overview.rankedAtMs)} />.
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
        <Ranking title="Owners">
          <RankTable
            caption="Owners by requests"
            column="Owner"
            ranks={overview.byOwner}
            pathOf={({ id }) => `/review/access?owner=${id}`}
            nameless="No known key"
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
