// The button that gives a key another holder, and its dialog.
"use client";
import { KeyRound } from "lucide-react";
import { lazy, Suspense } from "react";
import { Button } from "@/components/ui/button";
import { useAsking } from "@/components/ui/use-asking";
import type { ActionState } from "@/lib/core/schemas/action-state";
import type { Heir } from "@/lib/core/schemas/team-view";

/** Loaded when it is first asked for. */
const HandOnDialog = lazy(async () => ({ default: (await import("./hand-on-dialog")).HandOnDialog }));

export interface HandOnActionProps {
  readonly publicId: string;
  readonly name: string;
  /** Who holds it, as people know them. */
  readonly holder: string;
  readonly isOfOrganisation: boolean;
  /** Members who could hold it. */
  readonly heirs: readonly Heir[];
  readonly handOn: (key: string, heir: string) => Promise<ActionState>;
}

export function HandOnAction(props: HandOnActionProps) {
  const { isLoaded, isAsking, setAsking, ask } = useAsking();
  return (
    <>
      <Button onClick={ask}>
        <KeyRound aria-hidden="true" />
        Hand on
      </Button>
      {isLoaded && (
        <Suspense fallback={null}>
          <HandOnDialog {...props} isOpen={isAsking} onOpenChange={setAsking} />
        </Suspense>
      )}
    </>
  );
}
