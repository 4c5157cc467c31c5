// Sends the form that creates a key, and holds what came back: problems, the key it made before, or, once, a secret.
"use client";
import { useEffect, useState, useTransition } from "react";
import { flushSync } from "react-dom";
import type { CreateKeyAnswer, RevealedKey } from "@/lib/core/keys/key-answer";
import { type ActionState, IDLE } from "@/lib/core/schemas/action-state";

const NOT_SENT: ActionState = {
  kind: "refused",
  problems: [
    { field: "", code: "invalid", message: "The server could not be reached, or failed. Look at the list of keys, then try again." },
  ],
};

/** The secret is held nowhere but in this state, and only until the page is left: a page that comes back by Back has none. */
function useRevealedKey() {
  const [revealed, setRevealed] = useState<RevealedKey | null>(null);
  useEffect(() => {
    // At once: a page that is kept for Back is frozen as it stands.
    const forget = () => flushSync(() => setRevealed(null));
    window.addEventListener("pagehide", forget);
    return () => window.removeEventListener("pagehide", forget);
  }, []);
  return [revealed, setRevealed] as const;
}

export function useCreation(createKey: (form: FormData) => Promise<CreateKeyAnswer>) {
  const [state, setState] = useState<ActionState>(IDLE);
  const [earlierId, setEarlierId] = useState<string | null>(null);
  const [revealed, setRevealed] = useRevealedKey();
  const [isPending, startSending] = useTransition();
  const send = (form: FormData) =>
    startSending(async () => {
      const answer = await createKey(form).catch(() => NOT_SENT);
      if (answer.kind === "created") setRevealed(answer);
      else if (answer.kind === "already-created") setEarlierId(answer.publicId);
      else setState(answer);
    });
  return { state, revealed, earlierId, isPending, isMade: revealed !== null || earlierId !== null, send };
}
