// What may be done with an old secret that still counts: stopped now, or given another end.
"use client";
import { CalendarClock, OctagonX } from "lucide-react";
import { lazy, Suspense } from "react";
import { Button } from "@/components/ui/button";
import { useAsking } from "@/components/ui/use-asking";
import type { ActionState } from "@/lib/core/schemas/action-state";
import type { SecretView } from "@/lib/core/schemas/key-view";

/** Loaded when they are first asked for. */
const StopDialog = lazy(async () => ({ default: (await import("./stop-dialog")).StopDialog }));
const EndDialog = lazy(async () => ({ default: (await import("./end-dialog")).EndDialog }));

/** What the form about the end sends; null = as it is, or not at all. */
export interface EndForm {
  readonly endsInSeconds: number | null;
  readonly silentSeconds: number | null;
}

export interface SecretActionsProps {
  readonly publicId: string;
  readonly secret: Pick<SecretView, "id" | "preview" | "silentSeconds">;
  /** Who still calls with it, in words. */
  readonly calls: string;
  /** Whether its end may be moved, too. */
  readonly canMove: boolean;
  readonly stop: (key: string, secretId: string) => Promise<ActionState>;
  readonly moveEnd: (key: string, secretId: string, form: EndForm) => Promise<ActionState>;
}

export function SecretActions(props: SecretActionsProps) {
  const stopping = useAsking();
  const ending = useAsking();
  return (
    <div className="flex flex-wrap gap-3">
      {props.canMove && (
        <Button onClick={ending.ask}>
          <CalendarClock aria-hidden="true" />
          Change its end
        </Button>
      )}
      <Button look="danger" onClick={stopping.ask}>
        <OctagonX aria-hidden="true" />
        Stop it now
      </Button>
      <Suspense fallback={null}>
        {stopping.isLoaded && <StopDialog {...props} isOpen={stopping.isAsking} onOpenChange={stopping.setAsking} />}
        {ending.isLoaded && <EndDialog {...props} isOpen={ending.isAsking} onOpenChange={ending.setAsking} />}
      </Suspense>
    </div>
  );
}
