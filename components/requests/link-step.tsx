// One step that a mailed link leads to: nothing happens before the button is pressed, since mail scanners open links too.
"use client";
import { useState, useTransition } from "react";
import { useOffer } from "@/components/auth/use-offer";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { LinkLook, StepAnswer } from "@/lib/core/requests/request-answer";

/** Of a page that was opened by less than the whole link. */
export const NO_TOKEN = "Open this page by the whole link of the mail: the part after the # opens it.";

interface LinkStepProps {
  /** What the button does. */
  readonly lead: string;
  readonly label: string;
  readonly pendingLabel: string;
  readonly look?: "main" | "danger";
  /** What stands in place of the button afterwards. */
  readonly doneMessage: string;
  /** Tells whether the link of that token still opens something. */
  readonly read: (token: string) => Promise<LinkLook>;
  readonly act: (token: string) => Promise<StepAnswer>;
}

const NOT_SENT: StepAnswer = {
  kind: "closed",
  message: "The server could not be reached, or failed. Open the link in the mail again.",
};

export function LinkStep({ lead, label, pendingLabel, look = "main", doneMessage, read, act }: LinkStepProps) {
  const { token, offer, refusal } = useOffer(read, NO_TOKEN);
  const [answer, setAnswer] = useState<StepAnswer>({ kind: "idle" });
  const [isPending, startSending] = useTransition();
  if (answer.kind === "done") return <Alert tone="good">{doneMessage}</Alert>;
  if (answer.kind === "closed") return <Alert tone="bad">{answer.message}</Alert>;
  if (refusal !== null) return <Alert tone="bad">{refusal}</Alert>;
  if (offer === null || token === null) return <p className="text-ink-soft">Reading the link …</p>;
  return (
    <>
      <p className="text-ink-soft leading-relaxed">{lead}</p>
      {answer.kind === "refused" && <Alert tone="bad">{answer.problems[0]?.message}</Alert>}
      <Button look={look} disabled={isPending} onClick={() => startSending(async () => setAnswer(await act(token).catch(() => NOT_SENT)))}>
        {isPending ? pendingLabel : label}
      </Button>
    </>
  );
}
