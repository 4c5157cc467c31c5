// Asks for the password once more, and where there is a second factor for a code of it, before something is done.
"use client";
import type { ReactNode } from "react";
import { FormDialog } from "@/components/ui/form-dialog";
import { useFormCall } from "@/components/ui/use-form-call";
import type { RefusedState } from "@/lib/core/schemas/action-state";
import { OwnCodeField } from "./code-field";
import { ProofField } from "./proof-field";

interface ProofDialogProps<Answer extends { readonly kind: string }> {
  readonly title: string;
  readonly description: ReactNode;
  readonly labels: { readonly keep: string; readonly confirm: string };
  readonly look?: "main" | "danger";
  /** A code of the second factor is asked for, too. */
  readonly asksCode?: boolean;
  readonly send: (form: FormData) => Promise<Answer>;
  /** Left out = the dialog closes. */
  readonly onDone?: (answer: Exclude<Answer, RefusedState>) => void;
  readonly onClose: () => void;
}

export function ProofDialog<Answer extends { readonly kind: string }>(props: ProofDialogProps<Answer>) {
  const { title, description, labels, look = "main", asksCode = false, send, onClose, onDone = onClose } = props;
  const sending = useFormCall(send, onDone);
  const { problemOf, noteEdit } = sending;
  return (
    <FormDialog
      isOpen
      onOpenChange={onClose}
      title={title}
      description={description}
      sending={sending}
      fields={["password", "code"]}
      submitLabel={labels.confirm}
      pendingLabel="One moment …"
      keepLabel={labels.keep}
      isDangerous={look === "danger"}
    >
      <ProofField problem={problemOf("password")} onEdit={() => noteEdit("password")} />
      {asksCode && <OwnCodeField problem={problemOf("code")} onEdit={() => noteEdit("code")} />}
    </FormDialog>
  );
}
