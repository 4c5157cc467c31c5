// The applications that a user is registered with.
import Link from "next/link";
import type { ReactNode } from "react";
import { RoleNames } from "@/components/tenants/role-names";
import { DataCell, DataRowHeader, DataTable } from "@/components/ui/data-table";
import { Instant } from "@/components/ui/instant";
import type { RegistrationSummary } from "@/lib/core/schemas/tenant-people";

interface RegistrationTableProps {
  readonly tenantId: string;
  readonly registrations: readonly RegistrationSummary[];
  /** What can be done with each; null = nothing. */
  readonly buttonsOf: ((registration: RegistrationSummary) => ReactNode) | null;
}

export function RegistrationTable({ tenantId, registrations, buttonsOf }: RegistrationTableProps) {
  if (registrations.length === 0) {
    return (
      <p className="max-w-prose text-ink-soft text-sm leading-relaxed">
        The user is registered with no application. A registration lets an application&apos;s tokens name the user, with the roles that the
        user has there.
      </p>
    );
  }
  return (
    <DataTable caption="Registrations" columns={["Application", "Roles", "Since", ...(buttonsOf === null ? [] : ["Change"])]}>
      {registrations.map((registration) => (
        <tr key={registration.applicationId}>
          <DataRowHeader>
            <Link
              href={`/tenants/${tenantId}/applications/${registration.applicationId}`}
              prefetch={false}
              className="block max-w-72 text-accent [overflow-wrap:anywhere] hover:underline"
            >
              {registration.name}
            </Link>
          </DataRowHeader>
          <DataCell>
            <RoleNames names={registration.roles} />
          </DataCell>
          <DataCell className="text-ink-soft">
            <Instant at={registration.createdAt} mayBreak />
          </DataCell>
          {buttonsOf !== null && <DataCell className="py-1.5">{buttonsOf(registration)}</DataCell>}
        </tr>
      ))}
    </DataTable>
  );
}
