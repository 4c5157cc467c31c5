// Asks before a webhook is removed or gets a new secret.
"use client";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

export type Question = "rotate" | "remove";

const QUESTIONS: Readonly<Record<Question, { readonly title: string; readonly text: string; readonly go: string; readonly keep: string }>> =
  {
    rotate: {
      title: "Give it a new secret?",
      text: "The new secret is shown once. For a day every request carries two signatures, one by each secret, so that you can change over calmly.",
      go: "Make a new secret",
      keep: "Keep the secret",
    },
    remove: {
      title: "Remove this webhook?",
      text: "It is told nothing any more, and what was sent to it is forgotten. This cannot be undone.",
      go: "Remove for good",
      keep: "Keep the webhook",
    },
  };

interface QuestionDialogProps {
  readonly question: Question;
  readonly isOpen: boolean;
  readonly isPending: boolean;
  readonly onKeep: () => void;
  readonly onGo: () => void;
}

export function QuestionDialog({ question, isOpen, isPending, onKeep, onGo }: QuestionDialogProps) {
  const { title, text, go, keep } = QUESTIONS[question];
  return (
    <Dialog isOpen={isOpen} onOpenChange={onKeep} title={title} description={text}>
      <Button onClick={onKeep}>{keep}</Button>
      <Button look={question === "remove" ? "danger" : "main"} disabled={isPending} onClick={onGo}>
        {go}
      </Button>
    </Dialog>
  );
}
