// What can be done with a signing key: replaced by the next one, or ended.
"use client";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import type { ActionState } from "@/lib/core/schemas/action-state";
import type { SigningKeyRow, VerifiesFor } from "@/lib/core/schemas/signing-key-row";

/** Loaded when it is first asked for. */
const SigningKeyDialog = lazy(async () => ({ default: (await import("./signing-key-dialog")).SigningKeyDialog }));

export type SigningKeyAction = (id: string, verifiesFor: VerifiesFor) => Promise<ActionState>;

interface SigningKeyActionsProps {
  readonly signingKey: SigningKeyRow;
  readonly replace: SigningKeyAction;
  readonly end: SigningKeyAction;
}

export function SigningKeyActions({ signingKey, replace, end }: SigningKeyActionsProps) {
  const [asked, setAsked] = useState<"replace" | "end" | null>(null);
  const [isOpen, setOpen] = useState(false);
  const ask = (what: "replace" | "end") => () => {
    setAsked(what);
    setOpen(true);
  };
  const { state, name } = signingKey;
  if (state === "retired") return <span className="text-ink-soft">–</span>;
  return (
    <div className="flex gap-2">
      {state !== "verifies" && (
        <Button onClick={ask("replace")}>
          Rotate<span className="sr-only"> {name}</span>
        </Button>
      )}
      <Button look="danger" onClick={ask("end")}>
        Retire<span className="sr-only"> {name}</span>
      </Button>
      {asked !== null && (
        <Suspense fallback={null}>
          <SigningKeyDialog
            key={asked}
            what={asked}
            signingKey={signingKey}
            isOpen={isOpen}
            onOpenChange={setOpen}
            send={asked === "replace" ? replace : end}
          />
        </Suspense>
      )}
    </div>
  );
}
