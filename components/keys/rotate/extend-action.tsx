// The button that lets a key live longer, and its dialog.
"use client";
import { CalendarPlus } from "lucide-react";
import { lazy, Suspense } from "react";
import { Button } from "@/components/ui/button";
import { useAsking } from "@/components/ui/use-asking";
import type { ActionState } from "@/lib/core/schemas/action-state";

/** Loaded when it is first asked for. */
const ExtendDialog = lazy(async () => ({ default: (await import("./extend-dialog")).ExtendDialog }));

/** What the form sends. */
export interface ExtensionForm {
  /** One of the choices of lib/core/keys/expiry. */
  readonly expiry: string;
  /** `YYYY-MM-DD`, where a date is chosen. */
  readonly expiryDate: string;
}

export interface ExtendActionProps {
  readonly publicId: string;
  readonly name: string;
  /** RFC 3339 in UTC. */
  readonly expiresAt: string;
  /** What owners let keys live; null = as long as their makers want. */
  readonly longestDays: number | null;
  readonly extend: (key: string, form: ExtensionForm) => Promise<ActionState>;
}

export function ExtendAction(props: ExtendActionProps) {
  const { isLoaded, isAsking, setAsking, ask } = useAsking();
  return (
    <>
      <Button onClick={ask}>
        <CalendarPlus aria-hidden="true" />
        Extend
      </Button>
      {isLoaded && (
        <Suspense fallback={null}>
          <ExtendDialog {...props} isOpen={isAsking} onOpenChange={setAsking} />
        </Suspense>
      )}
    </>
  );
}
