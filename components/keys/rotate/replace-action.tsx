// The button for a key that is compromised, and its dialog.
"use client";
import { ShieldAlert } from "lucide-react";
import { lazy, Suspense } from "react";
import { Button } from "@/components/ui/button";
import { useAsking } from "@/components/ui/use-asking";
import type { CreateKeyAnswer } from "@/lib/core/keys/key-answer";
import type { KeyView } from "@/lib/core/schemas/key-view";

/** Loaded when it is first asked for. */
const ReplaceDialog = lazy(async () => ({ default: (await import("./replace-dialog")).ReplaceDialog }));

export interface ReplaceActionProps {
  readonly apiKey: Pick<KeyView, "publicId" | "name" | "lastUsedAt" | "lastUsedFrom">;
  readonly requestsOfDay: number | null;
  /** The new key's own id: this form makes one key. */
  readonly formId: string;
  readonly replace: (key: string, formId: string) => Promise<CreateKeyAnswer>;
}

export function ReplaceAction(props: ReplaceActionProps) {
  const { isLoaded, isAsking, setAsking, ask } = useAsking();
  return (
    <>
      <Button look="danger" onClick={ask}>
        <ShieldAlert aria-hidden="true" />
        Report as compromised
      </Button>
      {isLoaded && (
        <Suspense fallback={null}>
          <ReplaceDialog {...props} isOpen={isAsking} onOpenChange={setAsking} />
        </Suspense>
      )}
    </>
  );
}
