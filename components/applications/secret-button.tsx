// A button that gives an application's client another secret.
"use client";
import { RefreshCw } from "lucide-react";
import { lazy } from "react";
import { DialogButton } from "@/components/tenants/dialog-button";
import type { RefusedState } from "@/lib/core/schemas/action-state";
import type { RenewedSecret } from "@/lib/core/tenants/renewed-secret";

/** Loaded when it is first asked for. */
const SecretDialog = lazy(async () => ({ default: (await import("./secret-dialog")).SecretDialog }));

interface SecretButtonProps {
  readonly renew: () => Promise<RenewedSecret | RefusedState>;
}

export function SecretButton({ renew }: SecretButtonProps) {
  return (
    <DialogButton dialog={(opened) => <SecretDialog {...opened} renew={renew} />}>
      <RefreshCw aria-hidden="true" />
      Make a new secret
    </DialogButton>
  );
}
