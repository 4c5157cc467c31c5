// Sends what makes a secret, and holds what came back: problems, what it made before, or, once, the secret.
"use client";
import { useState, useTransition } from "react";
import { useShownOnce } from "@/components/ui/use-shown-once";
import type { CreateKeyAnswer, RevealedKey } from "@/lib/core/keys/key-answer";
import { type ActionState, IDLE } from "@/lib/core/schemas/action-state";

const NOT_SENT: ActionState = {
  kind: "refused",
  problems: [
    { field: "", code: "invalid", message: "The server could not be reached, or failed. Look at the list of keys, then try again." },
  ],
};

export function useCreation<Input>(make: (input: Input) => Promise<CreateKeyAnswer>) {
  const [state, setState] = useState<ActionState>(IDLE);
  const [earlierId, setEarlierId] = useState<string | null>(null);
  const [revealed, setRevealed] = useShownOnce<RevealedKey>();
  const [isPending, startSending] = useTransition();
  const send = (input: Input) =>
    startSending(async () => {
      const answer = await make(input).catch(() => NOT_SENT);
      if (answer.kind === "created") setRevealed(answer);
      else if (answer.kind === "already-created") setEarlierId(answer.publicId);
      else setState(answer);
    });
  return { state, revealed, earlierId, isPending, isMade: revealed !== null || earlierId !== null, send };
}
