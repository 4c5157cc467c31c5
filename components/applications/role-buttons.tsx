// The buttons of an application's roles.
"use client";
import { Plus } from "lucide-react";
import { lazy } from "react";
import { ConfirmButton } from "@/components/tenants/confirm-button";
import { DialogButton } from "@/components/tenants/dialog-button";
import type { SendForm } from "@/components/ui/use-form-call";
import type { ActionState } from "@/lib/core/schemas/action-state";
import type { ShownRole } from "@/lib/core/schemas/tenant-people";

/** Loaded when it is first asked for. */
const RoleDialog = lazy(async () => ({ default: (await import("./role-dialog")).RoleDialog }));

export function AddRoleButton({ action }: { readonly action: SendForm }) {
  return (
    <DialogButton dialog={(opened) => <RoleDialog {...opened} before={null} action={action} />}>
      <Plus aria-hidden="true" />
      Add a role
    </DialogButton>
  );
}

interface RoleButtonsProps {
  readonly role: ShownRole;
  readonly edit: SendForm;
  readonly remove: () => Promise<ActionState>;
}

export function RoleButtons({ role, edit, remove }: RoleButtonsProps) {
  return (
    <div className="flex flex-wrap gap-2">
      <DialogButton look="quiet" dialog={(opened) => <RoleDialog {...opened} before={role} action={edit} />}>
        Change<span className="sr-only"> the role {role.name}</span>
      </DialogButton>
      <ConfirmButton
        look="quiet"
        title={`Remove the role ${role.name}?`}
        description="Every user and every group loses it, and access tokens of this application are refused until they are refreshed. This cannot be undone."
        confirmLabel="Remove the role"
        action={remove}
      >
        Remove<span className="sr-only"> the role {role.name}</span>
      </ConfirmButton>
    </div>
  );
}
