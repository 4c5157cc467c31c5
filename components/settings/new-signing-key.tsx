// The button that makes a signing key, and its dialog.
"use client";
import { lazy } from "react";
import { DialogButton } from "@/components/tenants/dialog-button";
import type { SendForm } from "@/components/ui/use-form-call";

/** Loaded when it is first asked for. */
const NewSigningKeyDialog = lazy(async () => ({ default: (await import("./new-signing-key-dialog")).NewSigningKeyDialog }));

export interface NewSigningKeyProps {
  /** Those that keys can be made for, the usual one first. */
  readonly algorithms: readonly string[];
  readonly tenants: readonly { readonly id: string; readonly name: string }[];
  readonly make: SendForm;
}

export function NewSigningKey(props: NewSigningKeyProps) {
  return (
    <div>
      <DialogButton dialog={(opened) => <NewSigningKeyDialog {...props} {...opened} />}>Make a signing key</DialogButton>
    </div>
  );
}
