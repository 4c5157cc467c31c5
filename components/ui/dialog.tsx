// A question that stands before everything else until it is answered.
"use client";
import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import type { ReactNode } from "react";

interface DialogProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly title: string;
  readonly description: ReactNode;
  /** The buttons, the one that does least first. */
  readonly children: ReactNode;
}

/** Named by its title; Escape and a press beside it close it, and the focus goes back to where it was. */
export function Dialog({ isOpen, onOpenChange, title, description, children }: DialogProps) {
  return (
    <BaseDialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className="fixed inset-0 bg-veil" />
        <BaseDialog.Popup className="fixed inset-x-4 top-1/2 mx-auto flex max-h-[calc(100dvh-2rem)] max-w-md -translate-y-1/2 flex-col gap-4 overflow-y-auto rounded-lg border border-line bg-raised p-6 shadow-xl">
          <BaseDialog.Title className="font-semibold text-lg tracking-tight">{title}</BaseDialog.Title>
          <BaseDialog.Description className="text-ink-soft leading-relaxed">{description}</BaseDialog.Description>
          <div className="flex flex-wrap justify-end gap-3 max-sm:[&>*]:w-full">{children}</div>
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
