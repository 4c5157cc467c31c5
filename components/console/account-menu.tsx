// Who is signed in, and the way out.
"use client";
import { CircleUserRound, LogOut } from "lucide-react";
import { startTransition, useActionState, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Menu, MenuItem } from "@/components/ui/menu";
import { type ActionState, IDLE, messageFor } from "@/lib/core/schemas/action-state";

interface AccountMenuProps {
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly signOut: (state: ActionState) => Promise<ActionState>;
}

export function AccountMenu({ name, email, role, signOut }: AccountMenuProps) {
  const [isAsking, setAsking] = useState(false);
  const [state, send, isPending] = useActionState(signOut, IDLE);
  const problem = messageFor(state, "");
  return (
    <>
      <Menu label={`Account of ${name}`} isIcon trigger={<CircleUserRound aria-hidden="true" />}>
        <div className="mb-1 border-line border-b px-3 pt-1.5 pb-2.5 text-sm">
          <p className="break-words font-medium">{name}</p>
          <p className="break-all text-ink-soft">{email}</p>
          <p className="text-ink-soft">Role: {role}</p>
        </div>
        <MenuItem onSelect={() => setAsking(true)}>
          <LogOut aria-hidden="true" />
          Sign out
        </MenuItem>
      </Menu>
      <Dialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title="Sign out?"
        description="This ends your sessions in every browser and on every device. Keys and their calls go on as before."
      >
        {problem !== null && <Alert tone="bad">{problem}</Alert>}
        <Button onClick={() => setAsking(false)}>Stay signed in</Button>
        <Button look="main" disabled={isPending} onClick={() => startTransition(() => send())}>
          {isPending ? "Signing out …" : "Sign out everywhere"}
        </Button>
      </Dialog>
    </>
  );
}
