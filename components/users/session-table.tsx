// Where a user is signed in.
import type { ReactNode } from "react";
import { DataCell, DataRowHeader, DataTable } from "@/components/ui/data-table";
import { Instant } from "@/components/ui/instant";
import type { SessionSummary } from "@/lib/core/schemas/tenant-people";

interface SessionTableProps {
  readonly sessions: readonly SessionSummary[];
  /** What can be done with each; null = nothing. */
  readonly buttonOf: ((session: SessionSummary) => ReactNode) | null;
}

export function SessionTable({ sessions, buttonOf }: SessionTableProps) {
  if (sessions.length === 0) {
    return (
      <p className="max-w-prose text-ink-soft text-sm leading-relaxed">
        The user is signed in nowhere. Each sign-in that gives out a refresh token begins a session, which is listed here.
      </p>
    );
  }
  return (
    <DataTable
      caption="Sessions"
      columns={["Application", "Device", "Signed in", "Last used", "Ends", ...(buttonOf === null ? [] : ["Change"])]}
    >
      {sessions.map((session) => (
        <tr key={session.id}>
          <DataRowHeader>
            <span className="block max-w-64 [overflow-wrap:anywhere]">{session.applicationName ?? "None"}</span>
          </DataRowHeader>
          <DataCell>
            <span className="block max-w-56 [overflow-wrap:anywhere]">{session.device ?? "Unknown"}</span>
          </DataCell>
          <DataCell className="text-ink-soft">
            <Instant at={session.startedAt} mayBreak />
          </DataCell>
          <DataCell className="text-ink-soft">
            <Instant at={session.lastUsedAt} mayBreak />
          </DataCell>
          <DataCell className="text-ink-soft">
            <Instant at={session.expiresAt} mayBreak />
          </DataCell>
          {buttonOf !== null && <DataCell className="py-1.5">{buttonOf(session)}</DataCell>}
        </tr>
      ))}
    </DataTable>
  );
}
