// Opens the dialog that invites a person: by its button, or because the address asked for it.
"use client";
import { UserPlus } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { lazy, Suspense, useCallback, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import type { ReachedTenant } from "@/lib/core/schemas/team-view";
import type { InvitedState } from "./invite-dialog";

/** Loaded when it is first asked for. */
const InviteDialog = lazy(async () => ({ default: (await import("./invite-dialog")).InviteDialog }));

interface InviteButtonProps {
  readonly tenants: readonly ReachedTenant[];
  readonly invite: (state: InvitedState, form: FormData) => Promise<InvitedState>;
}

export function InviteButton({ tenants, invite }: InviteButtonProps) {
  const [isOpen, setOpen] = useState(false);
  /** A dialog for each invitation: a link is gone with the dialog that showed it. */
  const [count, setCount] = useState(0);
  const open = useCallback(() => {
    setCount((before) => before + 1);
    setOpen(true);
  }, []);
  const isAsked = useSearchParams().has("invite");
  useEffect(() => {
    if (!isAsked) return;
    // Once: a reload later is no other invitation.
    window.history.replaceState(null, "", window.location.pathname);
    open();
  }, [isAsked, open]);
  return (
    <>
      <Button data-creates look="main" onClick={open}>
        <UserPlus aria-hidden="true" />
        Invite a member
      </Button>
      {count > 0 && (
        <Suspense fallback={null}>
          <InviteDialog key={count} isOpen={isOpen} onOpenChange={setOpen} tenants={tenants} invite={invite} />
        </Suspense>
      )}
    </>
  );
}
