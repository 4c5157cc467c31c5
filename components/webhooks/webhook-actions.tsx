// What can be done with a webhook: a test event, a new secret, enabled again, removed.
"use client";
import { lazy, Suspense, useState, useTransition } from "react";
import { Alert } from "@/components/ui/alert";
import { answered } from "@/components/ui/answered";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { useShownOnce } from "@/components/ui/use-shown-once";
import type { ActionState } from "@/lib/core/schemas/action-state";
import type { WebhookAnswer } from "@/lib/core/webhooks/webhook-answer";
import type { Question } from "./question-dialog";
import { ShownSecret } from "./shown-secret";

/** Loaded when it is first asked for. */
const QuestionDialog = lazy(async () => ({ default: (await import("./question-dialog")).QuestionDialog }));

interface WebhookActionsProps {
  readonly isDisabled: boolean;
  /** Until when the secret before the last rotation signs too; null = it does not. */
  readonly oldSecretUntil: string | null;
  readonly sendTest: () => Promise<ActionState>;
  readonly rotate: () => Promise<WebhookAnswer>;
  readonly enable: () => Promise<ActionState>;
  readonly remove: () => Promise<ActionState>;
}

export function WebhookActions({ isDisabled, oldSecretUntil, sendTest, rotate, enable, remove }: WebhookActionsProps) {
  const [asked, setAsked] = useState<Question | null>(null);
  const [isAsking, setAsking] = useState(false);
  const [secret, setSecret] = useShownOnce<string>();
  const [problem, setProblem] = useState<string | null>(null);
  const [news, setNews] = useState<string | null>(null);
  const [isPending, startSending] = useTransition();
  const run = (act: () => Promise<WebhookAnswer>, done: string | null) =>
    startSending(async () => {
      setNews(null);
      const got = await answered(act());
      setProblem(got.kind === "refused" ? (got.problems[0]?.message ?? null) : null);
      if (got.kind === "shown") setSecret(got.secret);
      if (got.kind === "idle") setNews(done);
      setAsking(false);
    });
  const ask = (question: Question) => {
    setAsked(question);
    setAsking(true);
  };
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap gap-3">
        {isDisabled && (
          <Button look="main" disabled={isPending} onClick={() => run(enable, "It is told again of what happens from now on.")}>
            Enable
          </Button>
        )}
        <Button
          disabled={isPending}
          onClick={() => run(sendTest, "A test event is on its way. It stands among the deliveries in a moment.")}
        >
          Send a test event
        </Button>
        <Button onClick={() => ask("rotate")}>New secret …</Button>
        <Button look="danger" onClick={() => ask("remove")}>
          Remove …
        </Button>
      </div>
      {news !== null && <Alert tone="good">{news}</Alert>}
      {problem !== null && <Alert tone="bad">{problem}</Alert>}
      {secret !== null && <ShownSecret secret={secret} href={null} />}
      {oldSecretUntil !== null && (
        <Alert tone="info">
          Two secrets sign until <Instant at={oldSecretUntil} />: the new one and the one before.
        </Alert>
      )}
      {asked !== null && (
        <Suspense fallback={null}>
          <QuestionDialog
            question={asked}
            isOpen={isAsking}
            isPending={isPending}
            onKeep={() => setAsking(false)}
            onGo={() => run(asked === "remove" ? remove : rotate, null)}
          />
        </Suspense>
      )}
    </div>
  );
}
