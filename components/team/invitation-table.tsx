// Open invitations, each to be sent again or taken back.
"use client";
import { lazy, Suspense, useTransition } from "react";
import { Alert } from "@/components/ui/alert";
import { answered } from "@/components/ui/answered";
import { Button } from "@/components/ui/button";
import { DataCell, DataRowHeader, DataTable } from "@/components/ui/data-table";
import { Instant } from "@/components/ui/instant";
import { useShownOnce } from "@/components/ui/use-shown-once";
import type { ActionState } from "@/lib/core/schemas/action-state";
import type { InvitationView } from "@/lib/core/schemas/team-view";
import type { InvitedState } from "./invite-dialog";
import { tenantsWords } from "./tenant-words";

/** Loaded when there is a link to show. */
const AgainDialog = lazy(async () => ({ default: (await import("./again-dialog")).AgainDialog }));

const COLUMNS = ["E-mail address", "Role", "Tenants", "Sent", "Expires"] as const;

interface InvitationTableProps {
  readonly invitations: readonly InvitationView[];
  /** null = the member may only look. */
  readonly actions: {
    readonly inviteAgain: (id: string) => Promise<InvitedState>;
    readonly takeBack: (id: string) => Promise<ActionState>;
  } | null;
}

export function InvitationTable({ invitations, actions }: InvitationTableProps) {
  const [state, setState] = useShownOnce<InvitedState>();
  const [isPending, startSending] = useTransition();
  const send = (work: () => Promise<InvitedState>) => startSending(async () => setState(await answered(work())));
  return (
    <div className="flex flex-col gap-3">
      {state?.kind === "refused" && <Alert tone="bad">{state.problems[0]?.message}</Alert>}
      <DataTable caption="Open invitations" columns={actions === null ? COLUMNS : [...COLUMNS, "Change"]}>
        {invitations.map(({ id, email, role, confinedTo, createdAt, expiresAt, isExpired }) => (
          <tr key={id}>
            <DataRowHeader className="align-middle">
              <span className="block max-w-72 break-words">{email}</span>
            </DataRowHeader>
            <DataCell className="align-middle">{role ?? "–"}</DataCell>
            <DataCell className="min-w-28 align-middle [overflow-wrap:anywhere]">{tenantsWords(confinedTo)}</DataCell>
            <DataCell className="align-middle text-ink-soft">
              <Instant at={createdAt} />
            </DataCell>
            <DataCell className="align-middle text-ink-soft">{isExpired ? "Expired" : <Instant at={expiresAt} />}</DataCell>
            {actions !== null && (
              <DataCell className="align-middle">
                <span className="flex gap-2">
                  <Button disabled={isPending} onClick={() => send(() => actions.inviteAgain(id))}>
                    Send again<span className="sr-only"> to {email}</span>
                  </Button>
                  <Button look="danger" disabled={isPending} onClick={() => send(() => actions.takeBack(id))}>
                    Take back<span className="sr-only"> from {email}</span>
                  </Button>
                </span>
              </DataCell>
            )}
          </tr>
        ))}
      </DataTable>
      {state?.kind === "invited" && (
        <Suspense fallback={null}>
          <AgainDialog email={state.email} link={state.link} onClose={() => setState(null)} />
        </Suspense>
      )}
    </div>
  );
}
