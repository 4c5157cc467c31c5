// What can be done with an application as a whole: taking it out of use, into use, deleting.
"use client";
import { Pencil, Power, PowerOff } from "lucide-react";
import Link from "next/link";
import { ActionButton } from "@/components/tenants/action-button";
import { ConfirmButton } from "@/components/tenants/confirm-button";
import { DeletionButton } from "@/components/tenants/deletion-button";
import { buttonClasses } from "@/components/ui/button";
import type { SendForm } from "@/components/ui/use-form-call";
import type { ActionState } from "@/lib/core/schemas/action-state";

interface ApplicationActionsProps {
  readonly name: string;
  readonly users: number;
  readonly isActive: boolean;
  readonly editPath: string;
  readonly stop: () => Promise<ActionState>;
  readonly start: () => Promise<ActionState>;
  readonly remove: SendForm;
}

export function ApplicationActions({ name, users, isActive, editPath, stop, start, remove }: ApplicationActionsProps) {
  return (
    <div className="flex flex-wrap gap-3">
      <Link href={editPath} prefetch={false} className={buttonClasses()}>
        <Pencil aria-hidden="true" />
        Edit
      </Link>
      {isActive ? (
        <ConfirmButton
          title="Deactivate this application?"
          description="Everybody is signed out of it, its tokens are refused at once, and nobody signs in to it until you reactivate it. Nothing is lost."
          confirmLabel="Deactivate"
          action={stop}
          opposite={{ words: "Deactivated.", undo: start }}
        >
          <PowerOff aria-hidden="true" />
          Deactivate
        </ConfirmButton>
      ) : (
        <ActionButton action={start}>
          <Power aria-hidden="true" />
          Reactivate
        </ActionButton>
      )}
      <DeletionButton
        label="Delete"
        title="Delete this application?"
        consequences={`Its roles and the registrations of ${users} ${users === 1 ? "user" : "users"} are gone at once, its sessions end, and its tokens are refused from then on. The users stay.`}
        name={name}
        action={remove}
      />
    </div>
  );
}
