// Sends a delivery again.
"use client";
import { useState, useTransition } from "react";
import { answered } from "@/components/ui/answered";
import { Button } from "@/components/ui/button";
import type { ActionState } from "@/lib/core/schemas/action-state";

interface RetryButtonProps {
  /** For screen readers: which one. */
  readonly label: string;
  readonly retry: () => Promise<ActionState>;
}

export function RetryButton({ label, retry }: RetryButtonProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, startSending] = useTransition();
  const send = () =>
    startSending(async () => {
      const answer = await answered(retry());
      setProblem(answer.kind === "refused" ? (answer.problems[0]?.message ?? null) : null);
    });
  return (
    <>
      <Button disabled={isPending} onClick={send}>
        {isPending ? "Sending …" : "Send again"}
        <span className="sr-only"> {label}</span>
      </Button>
      {problem !== null && (
        <p role="alert" className="font-medium text-bad text-xs">
          {problem}
        </p>
      )}
    </>
  );
}
