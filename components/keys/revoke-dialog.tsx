// Asks before a key ends for good, with when it was used last.
"use client";
import { useState, useTransition } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Instant } from "@/components/ui/instant";
import { type ActionState, IDLE } from "@/lib/core/schemas/action-state";
import type { ActedKey } from "./key-actions";

interface RevokeDialogProps {
  readonly apiKey: ActedKey;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly revoke: (key: string) => Promise<ActionState>;
}

export function RevokeDialog({ apiKey, isOpen, onOpenChange, revoke }: RevokeDialogProps) {
  const [state, setState] = useState<ActionState>(IDLE);
  const [isPending, startSending] = useTransition();
  const send = () =>
    startSending(async () => {
      const answer = await revoke(apiKey.publicId);
      setState(answer);
      if (answer.kind !== "refused") onOpenChange(false);
    });
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title="Revoke this key?"
      description={
        <>
          <strong className="break-words font-medium text-ink">{apiKey.name}</strong> is refused from its next request on, wherever it is
          used. This cannot be undone.
        </>
      }
      body={
        <>
          <LastUse apiKey={apiKey} />
          {state.kind === "refused" && <Alert tone="bad">{state.problems[0]?.message}</Alert>}
        </>
      }
    >
      <Button onClick={() => onOpenChange(false)}>Keep the key</Button>
      <Button look="danger" disabled={isPending} onClick={send}>
        {isPending ? "Revoking …" : "Revoke for good"}
      </Button>
    </Dialog>
  );
}

function LastUse({ apiKey: { lastUsedAt, lastUsedFrom } }: { readonly apiKey: ActedKey }) {
  if (lastUsedAt === null) return <Alert tone="info">It has never been used.</Alert>;
  return (
    <Alert tone="warn">
      Last used <Instant at={lastUsedAt} />
      {lastUsedFrom !== null && `, from ${lastUsedFrom}`}.
    </Alert>
  );
}
