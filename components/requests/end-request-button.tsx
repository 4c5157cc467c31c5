// Ends a request after a question: whoever asked withdraws it, or an admin takes its approval back.
"use client";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import type { ActionState } from "@/lib/core/schemas/action-state";

/** Loaded when it is first asked for. */
const ConfirmDialog = lazy(async () => ({ default: (await import("@/components/ui/confirm-dialog")).ConfirmDialog }));

const WORDS = {
  withdraw: {
    button: "Withdraw",
    title: "Withdraw this request?",
    description: "Nobody decides about it any more, and a link that was sent ends. You may ask again.",
    labels: { keep: "Keep it", confirm: "Withdraw the request" },
  },
  "take-back": {
    button: "Take back the approval",
    title: "Take back this approval?",
    description: "The link that was sent ends, no key is made, and whoever asked is told by mail. They may ask again.",
    labels: { keep: "Leave it approved", confirm: "Take it back" },
  },
} as const;

interface EndRequestButtonProps {
  readonly way: keyof typeof WORDS;
  readonly send: () => Promise<ActionState>;
}

export function EndRequestButton({ way, send }: EndRequestButtonProps) {
  const [wasAsked, setAsked] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const { button, ...words } = WORDS[way];
  const ask = () => {
    setAsked(true);
    setAsking(true);
  };
  return (
    <>
      <Button look="danger" onClick={ask}>
        {button}
      </Button>
      {wasAsked && (
        <Suspense fallback={null}>
          <ConfirmDialog isOpen={isAsking} onOpenChange={setAsking} {...words} send={send} />
        </Suspense>
      )}
    </>
  );
}
