// The button that rotates a key, and its dialog.
"use client";
import { RefreshCw } from "lucide-react";
import { lazy, Suspense, useRef } from "react";
import { Button } from "@/components/ui/button";
import { useAsking } from "@/components/ui/use-asking";
import type { CreateKeyAnswer } from "@/lib/core/keys/key-answer";
import type { RotationReason } from "@/lib/core/keys/rotation";

/** Loaded when it is first asked for. */
const RotateDialog = lazy(async () => ({ default: (await import("./rotate-dialog")).RotateDialog }));

/** What the form sends. */
export interface RotationForm {
  /** Of the new secret version: this form makes one. */
  readonly id: string;
  readonly reason: RotationReason;
  readonly overlapSeconds: number;
  /** The old secret ends earlier once it was silent for so long; null = it does not. */
  readonly silentSeconds: number | null;
}

export interface RotateActionProps {
  readonly publicId: string;
  readonly name: string;
  readonly formId: string;
  readonly rotate: (key: string, form: RotationForm) => Promise<CreateKeyAnswer>;
}

export function RotateAction(props: RotateActionProps) {
  const { isLoaded, isAsking, setAsking, ask } = useAsking();
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button ref={opener} onClick={ask}>
        <RefreshCw aria-hidden="true" />
        Rotate
      </Button>
      {isLoaded && (
        <Suspense fallback={null}>
          {/* The page that comes after a rotation brings the id of another one. */}
          <RotateDialog key={props.formId} {...props} isOpen={isAsking} onOpenChange={setAsking} opener={opener} />
        </Suspense>
      )}
    </>
  );
}
