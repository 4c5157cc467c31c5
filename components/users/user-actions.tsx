// What can be done with a user as a whole: a new password, shutting out, letting in, deleting.
"use client";
import { KeyRound, Pencil, UserCheck, UserX } from "lucide-react";
import Link from "next/link";
import { lazy } from "react";
import { ActionButton } from "@/components/tenants/action-button";
import { ConfirmButton } from "@/components/tenants/confirm-button";
import { DeletionButton } from "@/components/tenants/deletion-button";
import { DialogButton } from "@/components/tenants/dialog-button";
import { buttonClasses } from "@/components/ui/button";
import type { SendForm } from "@/components/ui/use-form-call";
import type { ActionState } from "@/lib/core/schemas/action-state";

/** Loaded when it is first asked for. */
const PasswordDialog = lazy(async () => ({ default: (await import("./password-dialog")).PasswordDialog }));

type Act = () => Promise<ActionState>;

interface UserActionsProps {
  readonly name: string;
  readonly isActive: boolean;
  readonly editPath: string;
  readonly setPassword: SendForm;
  readonly deactivate: Act;
  readonly letIn: Act;
  readonly remove: SendForm;
}

export function UserActions({ name, isActive, editPath, setPassword, deactivate, letIn, remove }: UserActionsProps) {
  return (
    <div className="flex flex-wrap gap-3">
      <Link href={editPath} prefetch={false} className={buttonClasses()}>
        <Pencil aria-hidden="true" />
        Edit
      </Link>
      <DialogButton dialog={(opened) => <PasswordDialog {...opened} action={setPassword} />}>
        <KeyRound aria-hidden="true" />
        Set a password
      </DialogButton>
      {isActive ? (
        <ConfirmButton
          title="Deactivate this user?"
          description={`${name} is signed out everywhere and cannot sign in until you reactivate them. Nothing is lost.`}
          confirmLabel="Deactivate"
          action={deactivate}
          opposite={{ words: "Deactivated.", undo: letIn }}
        >
          <UserX aria-hidden="true" />
          Deactivate
        </ConfirmButton>
      ) : (
        <ActionButton action={letIn}>
          <UserCheck aria-hidden="true" />
          Reactivate
        </ActionButton>
      )}
      <DeletionButton
        label="Delete"
        title="Delete this user?"
        consequences="The user, their registrations, memberships and sessions are gone at once, and every token of theirs is refused from then on. The audit keeps what was done."
        name={name}
        action={remove}
      />
    </div>
  );
}
