// A button that does something after a question.
"use client";
import { lazy, type ReactNode } from "react";
import type { ActionState } from "@/lib/core/schemas/action-state";
import type { Opposite } from "./action-button";
import { DialogButton } from "./dialog-button";

/** Loaded when it is first asked for. */
const ConfirmDialog = lazy(async () => ({ default: (await import("./confirm-dialog")).ConfirmDialog }));

interface ConfirmButtonProps {
  readonly look?: "plain" | "quiet" | "danger";
  /** What the button reads. */
  readonly children: ReactNode;
  readonly title: string;
  /** What will be. */
  readonly description: ReactNode;
  readonly confirmLabel: string;
  readonly action: () => Promise<ActionState>;
  /** Left out = it cannot be taken back. */
  readonly opposite?: Opposite;
}

export function ConfirmButton({ look, children, ...question }: ConfirmButtonProps) {
  return (
    <DialogButton look={look} dialog={(opened) => <ConfirmDialog {...question} {...opened} />}>
      {children}
    </DialogButton>
  );
}
