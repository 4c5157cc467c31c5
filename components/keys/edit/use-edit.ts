// Sends the form that changes a key: to be reviewed, and then to be saved as it was reviewed.
"use client";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import type { ReviewEditAnswer, ReviewedEdit, SaveEditAnswer } from "@/lib/core/keys/key-answer";
import { type ActionState, IDLE, type RefusedState } from "@/lib/core/schemas/action-state";

export interface EditActions {
  readonly reviewEdit: (key: string, form: FormData) => Promise<ReviewEditAnswer>;
  readonly applyEdit: (key: string, form: FormData, version: string) => Promise<SaveEditAnswer>;
}

const NOT_SENT: RefusedState = {
  kind: "refused",
  problems: [{ field: "", code: "invalid", message: "The server could not be reached, or failed. What you filled in is kept: try again." }],
};

/** A form with what it would change. */
interface Asked {
  readonly form: FormData;
  readonly reviewed: ReviewedEdit;
}

/** `path` is where a saved key is seen. What was filled in is kept whatever the answer is. */
export function useEdit(publicId: string, path: string, { reviewEdit, applyEdit }: EditActions) {
  const router = useRouter();
  const [state, setState] = useState<ActionState>(IDLE);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [isPending, startSending] = useTransition();
  const show = (form: FormData, answer: ReviewEditAnswer) => {
    setAsked(answer.kind === "review" ? { form, reviewed: answer } : null);
    setState(answer.kind === "refused" ? answer : IDLE);
  };
  const review = (form: FormData) => startSending(async () => show(form, await reviewEdit(publicId, form).catch(() => NOT_SENT)));
  const save = () =>
    startSending(async () => {
      if (asked === null) return;
      const answer = await applyEdit(publicId, asked.form, asked.reviewed.version).catch(() => NOT_SENT);
      if (answer.kind === "saved") router.push(path);
      else show(asked.form, answer);
    });
  return { state, reviewed: asked?.reviewed ?? null, isPending, review, save, goOn: () => setAsked(null) };
}
