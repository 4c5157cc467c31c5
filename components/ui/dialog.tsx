// A question that stands before everything else until it is answered.
"use client";
import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import { clsx } from "clsx";
import type { ReactNode, RefObject } from "react";

interface DialogProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly title: string;
  readonly description: ReactNode;
  /** What stands between the description and the buttons. */
  readonly body?: ReactNode;
  /** Has the focus first; left out = the first that can have it. */
  readonly initialFocus?: RefObject<HTMLElement | null>;
  readonly isWide?: boolean;
  /** The buttons, the one that does least first. */
  readonly children: ReactNode;
}

/**
 * Named by its title; Escape and a press beside it ask `onOpenChange` to close it, and the focus goes back to where it was. Whoever does
 * not close it then holds people until they have answered.
 */
export function Dialog(props: DialogProps) {
  const { isOpen, onOpenChange, title, description, body, initialFocus, isWide = false, children } = props;
  return (
    <BaseDialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className="fixed inset-0 z-20 bg-veil" />
        <BaseDialog.Popup
          initialFocus={initialFocus}
          className={clsx(
            "fixed inset-x-4 top-1/2 z-20 mx-auto flex max-h-[calc(100dvh-2rem)] -translate-y-1/2 flex-col gap-4 overflow-y-auto rounded-lg border border-line bg-raised p-5 shadow-xl sm:p-6",
            isWide ? "max-w-2xl" : "max-w-md",
          )}
        >
          <BaseDialog.Title className="font-semibold text-lg tracking-tight">{title}</BaseDialog.Title>
          <BaseDialog.Description className="text-ink-soft leading-relaxed">{description}</BaseDialog.Description>
          {body}
          <div className="flex flex-wrap justify-end gap-3 max-sm:[&>*]:w-full">{children}</div>
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
