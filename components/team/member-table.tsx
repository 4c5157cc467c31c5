// Members as a list.
import Link from "next/link";
import { DataCell, DataRowHeader, DataTable } from "@/components/ui/data-table";
import { Instant } from "@/components/ui/instant";
import type { MemberView } from "@/lib/core/schemas/team-view";
import { MemberState } from "./member-state";
import { tenantsWords } from "./tenant-words";

const COLUMNS = ["Member", "Role", "Tenants", "State", "Second factor", "Last sign-in", "Keys"] as const;

interface MemberTableProps {
  readonly members: readonly MemberView[];
  /** Whose account this browser is signed in to. */
  readonly ownId: string;
}

export function MemberTable({ members, ownId }: MemberTableProps) {
  return (
    <DataTable caption="Members" columns={COLUMNS}>
      {members.map((member) => (
        <tr key={member.id}>
          <DataRowHeader>
            <Link
              href={`/team/${member.id}`}
              prefetch={false}
              className="block max-w-72 break-words text-accent underline underline-offset-4"
            >
              {member.name}
            </Link>
            <span className="block max-w-72 break-words font-normal text-ink-soft">
              {member.email}
              {member.id === ownId && " (you)"}
            </span>
          </DataRowHeader>
          <DataCell>{member.role ?? "–"}</DataCell>
          <DataCell className="min-w-28 [overflow-wrap:anywhere]">{tenantsWords(member.confinedTo)}</DataCell>
          <DataCell>
            <MemberState member={member} />
          </DataCell>
          <DataCell>{member.hasSecondFactor ? "Yes" : "No"}</DataCell>
          <DataCell className="text-ink-soft">{member.lastSignInAt === null ? "Never" : <Instant at={member.lastSignInAt} />}</DataCell>
          <DataCell className="tabular-nums">{member.keys}</DataCell>
        </tr>
      ))}
    </DataTable>
  );
}
