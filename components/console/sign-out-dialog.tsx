// Asks before the member's sessions end.
"use client";
import { startTransition, useActionState } from "react";
import { Alert } from "@/components/ui/alert";
import { answered } from "@/components/ui/answered";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { type ActionState, IDLE, messageFor } from "@/lib/core/schemas/action-state";

interface SignOutDialogProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  /** Everywhere, and in this browser alone. */
  readonly signOut: (state: ActionState) => Promise<ActionState>;
  readonly signOutHere: (state: ActionState) => Promise<ActionState>;
}

export function SignOutDialog({ isOpen, onOpenChange, signOut, signOutHere }: SignOutDialogProps) {
  const [state, send, isPending] = useActionState((before: ActionState) => answered(signOut(before)), IDLE);
  const [stateHere, sendHere, isPendingHere] = useActionState((before: ActionState) => answered(signOutHere(before)), IDLE);
  const problem = messageFor(state, "") ?? messageFor(stateHere, "");
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title="Sign out?"
      description="In this browser alone, or in every browser and on every device. Keys and their calls go on as before."
    >
      {problem !== null && <Alert tone="bad">{problem}</Alert>}
      <Button onClick={() => onOpenChange(false)}>Stay signed in</Button>
      <Button disabled={isPending || isPendingHere} onClick={() => startTransition(() => send())}>
        {isPending ? "Signing out …" : "Sign out everywhere"}
      </Button>
      <Button look="main" disabled={isPending || isPendingHere} onClick={() => startTransition(() => sendHere())}>
        {isPendingHere ? "Signing out …" : "Sign out here"}
      </Button>
    </Dialog>
  );
}
