// The buttons of a user's registrations.
"use client";
import { Plus } from "lucide-react";
import { lazy } from "react";
import { ConfirmButton } from "@/components/tenants/confirm-button";
import { DialogButton } from "@/components/tenants/dialog-button";
import type { SendForm } from "@/components/ui/use-form-call";
import type { ActionState } from "@/lib/core/schemas/action-state";
import type { OfferedApplication } from "@/lib/core/schemas/tenant-people";

/** Loaded when it is first asked for. */
const RegistrationDialog = lazy(async () => ({ default: (await import("./registration-dialog")).RegistrationDialog }));

interface RegisterButtonProps {
  readonly applications: readonly OfferedApplication[];
  readonly action: SendForm;
}

export function RegisterButton({ applications, action }: RegisterButtonProps) {
  return (
    <DialogButton dialog={(opened) => <RegistrationDialog {...opened} applications={applications} roles={null} action={action} />}>
      <Plus aria-hidden="true" />
      Register with an application
    </DialogButton>
  );
}

interface RegistrationButtonsProps {
  readonly application: OfferedApplication;
  readonly roles: readonly string[];
  readonly edit: SendForm;
  readonly remove: () => Promise<ActionState>;
}

export function RegistrationButtons({ application, roles, edit, remove }: RegistrationButtonsProps) {
  return (
    <div className="flex flex-wrap gap-2">
      <DialogButton
        look="quiet"
        dialog={(opened) => <RegistrationDialog {...opened} applications={[application]} roles={roles} action={edit} />}
      >
        Change roles<span className="sr-only"> with {application.name}</span>
      </DialogButton>
      <ConfirmButton
        look="quiet"
        title="Remove this registration?"
        description={`The user is signed out of ${application.name}, gets no more tokens of it and loses the roles there.`}
        confirmLabel="Remove"
        action={remove}
      >
        Remove<span className="sr-only"> the registration with {application.name}</span>
      </ConfirmButton>
    </div>
  );
}
