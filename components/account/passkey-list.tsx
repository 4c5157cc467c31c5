// The member's passkeys, and the way to add one.
"use client";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { DataCell, DataRowHeader, DataTable } from "@/components/ui/data-table";
import { Instant } from "@/components/ui/instant";
import type { ActionState } from "@/lib/core/schemas/action-state";
import type { PasskeyView } from "@/lib/core/schemas/team-view";
import type { AskedPasskeyState } from "./add-passkey-dialog";

/** Loaded when they are first asked for. */
const AddPasskeyDialog = lazy(async () => ({ default: (await import("./add-passkey-dialog")).AddPasskeyDialog }));
const RenamePasskeyDialog = lazy(async () => ({ default: (await import("./change-passkey-dialogs")).RenamePasskeyDialog }));
const RemovePasskeyDialog = lazy(async () => ({ default: (await import("./change-passkey-dialogs")).RemovePasskeyDialog }));

export interface PasskeyCalls {
  readonly ask: (form: FormData) => Promise<AskedPasskeyState>;
  readonly add: (form: FormData) => Promise<ActionState>;
  readonly rename: (id: string, form: FormData) => Promise<ActionState>;
  readonly remove: (id: string, form: FormData) => Promise<ActionState>;
}

type Question = { readonly kind: "add" } | { readonly kind: "rename" | "remove"; readonly passkey: PasskeyView };

interface PasskeyListProps {
  readonly passkeys: readonly PasskeyView[];
  /** There is a second factor, a code of which is asked for before a passkey is added. */
  readonly asksCode: boolean;
  readonly calls: PasskeyCalls;
}

export function PasskeyList({ passkeys, asksCode, calls }: PasskeyListProps) {
  const [question, setQuestion] = useState<Question | null>(null);
  const close = () => setQuestion(null);
  return (
    <div className="flex flex-col gap-4">
      {passkeys.length === 0 ? (
        <p className="text-ink-soft">You have none yet.</p>
      ) : (
        <DataTable caption="Your passkeys" columns={["Name", "Added", "Last used", "Change"]}>
          {passkeys.map((passkey) => (
            <tr key={passkey.id}>
              <DataRowHeader className="align-middle">
                <span className="block max-w-72 break-words">{passkey.name}</span>
              </DataRowHeader>
              <DataCell className="align-middle text-ink-soft">
                <Instant at={passkey.createdAt} />
              </DataCell>
              <DataCell className="align-middle text-ink-soft">
                {passkey.lastUsedAt === null ? "Never" : <Instant at={passkey.lastUsedAt} />}
              </DataCell>
              <DataCell className="align-middle">
                <span className="flex gap-2">
                  <Button onClick={() => setQuestion({ kind: "rename", passkey })}>
                    Rename<span className="sr-only"> {passkey.name}</span>
                  </Button>
                  <Button look="danger" onClick={() => setQuestion({ kind: "remove", passkey })}>
                    Remove<span className="sr-only"> {passkey.name}</span>
                  </Button>
                </span>
              </DataCell>
            </tr>
          ))}
        </DataTable>
      )}
      <div>
        <Button onClick={() => setQuestion({ kind: "add" })}>Add a passkey</Button>
      </div>
      <Suspense fallback={null}>
        {question?.kind === "add" && <AddPasskeyDialog asksCode={asksCode} calls={calls} onClose={close} />}
        {question?.kind === "rename" && <RenamePasskeyDialog passkey={question.passkey} rename={calls.rename} onClose={close} />}
        {question?.kind === "remove" && <RemovePasskeyDialog passkey={question.passkey} remove={calls.remove} onClose={close} />}
      </Suspense>
    </div>
  );
}
