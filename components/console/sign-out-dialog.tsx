// Asks before the member's sessions end.
"use client";
import { startTransition, useActionState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { type ActionState, IDLE, messageFor } from "@/lib/core/schemas/action-state";

interface SignOutDialogProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly signOut: (state: ActionState) => Promise<ActionState>;
}

export function SignOutDialog({ isOpen, onOpenChange, signOut }: SignOutDialogProps) {
  const [state, send, isPending] = useActionState(signOut, IDLE);
  const problem = messageFor(state, "");
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title="Sign out?"
      description="This ends your sessions in every browser and on every device. Keys and their calls go on as before."
    >
      {problem !== null && <Alert tone="bad">{problem}</Alert>}
      <Button onClick={() => onOpenChange(false)}>Stay signed in</Button>
      <Button look="main" disabled={isPending} onClick={() => startTransition(() => send())}>
        {isPending ? "Signing out …" : "Sign out everywhere"}
      </Button>
    </Dialog>
  );
}
