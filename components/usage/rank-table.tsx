// Who or what was asked, or asked, most.
import Link from "next/link";
import { DataCell, DataRowHeader, DataTable } from "@/components/ui/data-table";
import type { UsageRank } from "@/lib/core/schemas/usage-view";
import { OUTCOMES } from "@/lib/core/usage/outcome";
import { countText } from "@/lib/core/usage/usage-words";
import { OUTCOME_LOOKS } from "./outcome-looks";

interface RankTableProps {
  /** What is ranked: "APIs". */
  readonly caption: string;
  /** The name of one of them: "API". */
  readonly column: string;
  readonly ranks: readonly UsageRank[];
  /** The page of one of them; null = it has none. Left out = none of them has. */
  readonly pathOf?: (rank: UsageRank) => string | null;
  /** What is told besides the name. */
  readonly detailOf?: (rank: UsageRank) => string;
  /** What stands for whoever has no id. */
  readonly nameless: string;
}

export function RankTable({ caption, column, ranks, pathOf = () => null, detailOf, nameless }: RankTableProps) {
  if (ranks.length === 0) return <p className="text-ink-soft text-sm">None yet.</p>;
  return (
    <DataTable isDense caption={caption} columns={[column, ...OUTCOMES.map((outcome) => OUTCOME_LOOKS[outcome].label)]}>
      {ranks.map((rank) => (
        <tr key={`${rank.id} ${rank.name}`}>
          <DataRowHeader className="min-w-24 [overflow-wrap:anywhere]">
            <RankName name={rank.name || rank.id || nameless} path={rank.id === "" ? null : pathOf(rank)} />
            {detailOf !== undefined && <span className="block font-normal text-ink-soft text-xs">{detailOf(rank)}</span>}
          </DataRowHeader>
          {OUTCOMES.map((outcome) => (
            <DataCell key={outcome} className="tabular-nums">
              {countText(rank[outcome])}
            </DataCell>
          ))}
        </tr>
      ))}
    </DataTable>
  );
}

function RankName({ name, path }: { readonly name: string; readonly path: string | null }) {
  if (path === null) return <span className="font-normal">{name}</span>;
  return (
    <Link href={path} prefetch={false} className="text-accent hover:underline">
      {name}
    </Link>
  );
}
