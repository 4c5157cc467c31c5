// A button that opens a dialog; the dialog is there from the first press on, and new for each.
"use client";
import { type ReactNode, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";

/** How a dialog that a button opened is closed. */
export interface OpenedDialog {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

interface DialogButtonProps {
  readonly look?: "plain" | "quiet" | "danger";
  /** What the button reads. */
  readonly children: ReactNode;
  readonly dialog: (opened: OpenedDialog) => ReactNode;
}

export function DialogButton({ look = "plain", children, dialog }: DialogButtonProps) {
  const [timesOpened, setTimesOpened] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const open = () => {
    setTimesOpened((times) => times + 1);
    setOpen(true);
  };
  return (
    <>
      <Button look={look} onClick={open}>
        {children}
      </Button>
      {timesOpened > 0 && (
        <Suspense key={timesOpened} fallback={null}>
          {dialog({ isOpen, onOpenChange: setOpen })}
        </Suspense>
      )}
    </>
  );
}
