// A button that deletes something for good, after its name was typed.
"use client";
import { Trash2 } from "lucide-react";
import { lazy, type ReactNode } from "react";
import type { SendForm } from "@/components/ui/use-form-call";
import { DialogButton } from "./dialog-button";

/** Loaded when it is first asked for. */
const DeletionDialog = lazy(async () => ({ default: (await import("./deletion-dialog")).DeletionDialog }));

interface DeletionButtonProps {
  /** "Delete this user". */
  readonly label: string;
  readonly title: string;
  /** What goes with it. */
  readonly consequences: ReactNode;
  /** What is to be typed. */
  readonly name: string;
  readonly action: SendForm;
}

export function DeletionButton({ label, ...question }: DeletionButtonProps) {
  return (
    <DialogButton look="danger" dialog={(opened) => <DeletionDialog {...question} {...opened} />}>
      <Trash2 aria-hidden="true" />
      {label}
    </DialogButton>
  );
}
