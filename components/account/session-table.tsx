// Where the member is signed in, and the way out of each.
"use client";
import { lazy, Suspense, useOptimistic, useRef, useState, useTransition } from "react";
import { Alert } from "@/components/ui/alert";
import { answered } from "@/components/ui/answered";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { DataCell, DataRowHeader, DataTable } from "@/components/ui/data-table";
import { Instant } from "@/components/ui/instant";
import { browserName } from "@/lib/core/browser-name";
import { type ActionState, IDLE } from "@/lib/core/schemas/action-state";
import type { SessionView } from "@/lib/core/schemas/team-view";

/** Loaded when it is first asked for. */
const ConfirmDialog = lazy(async () => ({ default: (await import("@/components/ui/confirm-dialog")).ConfirmDialog }));

const COLUMNS = ["Browser", "Address", "Signed in", "Last seen", "Change"] as const;

interface SessionTableProps {
  readonly sessions: readonly SessionView[];
  /** Whether these are all of them. */
  readonly isWhole: boolean;
  /** The session of this browser. */
  readonly ownId: string;
  readonly endSession: (id: string) => Promise<ActionState>;
  readonly endOthers: () => Promise<ActionState>;
}

export function SessionTable({ sessions, isWhole, ownId, endSession, endOthers }: SessionTableProps) {
  const [state, setState] = useState<ActionState>(IDLE);
  const [, startSending] = useTransition();
  const [shown, hide] = useOptimistic(sessions, (listed, ended: string) => listed.filter(({ id }) => id !== ended));
  const table = useRef<HTMLDivElement>(null);
  const [wasAsked, setAsked] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const end = (id: string) =>
    startSending(async () => {
      hide(id);
      // The row goes with its button, which had the focus.
      table.current?.querySelector<HTMLElement>("[tabindex='0']")?.focus({ preventScroll: true });
      setState(await answered(endSession(id)));
    });
  const ask = () => {
    setAsked(true);
    setAsking(true);
  };
  return (
    <div ref={table} className="flex flex-col gap-3">
      {state.kind === "refused" && <Alert tone="bad">{state.problems[0]?.message}</Alert>}
      <DataTable caption="Your sessions" columns={COLUMNS}>
        {shown.map(({ id, agent, address, startedAt, lastSeenAt }) => (
          <tr key={id} className="h-16">
            <DataRowHeader className="align-middle">{browserName(agent)}</DataRowHeader>
            <DataCell className="whitespace-nowrap align-middle font-mono text-[0.8125rem]">{address}</DataCell>
            <DataCell className="align-middle text-ink-soft">
              <Instant at={startedAt} />
            </DataCell>
            <DataCell className="align-middle text-ink-soft">
              <Instant at={lastSeenAt} />
            </DataCell>
            <DataCell className="align-middle">
              {id === ownId ? (
                <Badge tone="good">This browser</Badge>
              ) : (
                <Button onClick={() => end(id)}>
                  Sign out<span className="sr-only"> {`${browserName(agent)}, ${address}`}</span>
                </Button>
              )}
            </DataCell>
          </tr>
        ))}
      </DataTable>
      {(shown.length > 1 || !isWhole) && (
        <div>
          <Button onClick={ask}>Sign out everywhere else</Button>
        </div>
      )}
      {wasAsked && (
        <Suspense fallback={null}>
          <ConfirmDialog
            isOpen={isAsking}
            onOpenChange={setAsking}
            title="Sign out everywhere else?"
            description="Every session but the one in this browser ends, from its next request on."
            labels={{ keep: "Leave them", confirm: "Sign out everywhere else" }}
            look="main"
            send={endOthers}
          />
        </Suspense>
      )}
    </div>
  );
}
