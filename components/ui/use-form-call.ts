// A form that is sent by hand: React empties the fields of a form after its own action, also after a refusal.
import { type FormEvent, useEffect, useRef, useState, useTransition } from "react";
import { type ActionState, IDLE, type RefusedState } from "@/lib/core/schemas/action-state";
import { answered } from "./answered";
import { focusFirstWrong } from "./first-wrong";
import { useProblems } from "./use-problems";

/** An action that a form is sent to. */
export type SendForm = (form: FormData) => Promise<ActionState>;

/** What a call answers besides a refusal. */
interface Answer {
  readonly kind: string;
}

/** A refusal is shown beside its fields, the first of which has the focus; anything else goes to `onDone`. */
export function useFormCall<Given extends Answer>(
  call: (form: FormData) => Promise<Given | RefusedState>,
  onDone: (answer: Exclude<Given, RefusedState>) => void = () => {},
) {
  const [state, setState] = useState<ActionState>(IDLE);
  const [isPending, startSending] = useTransition();
  const form = useRef<HTMLFormElement>(null);
  const { problemOf, noteEdit } = useProblems(state);
  useEffect(() => {
    if (state.kind === "refused") focusFirstWrong(form.current);
  }, [state]);
  const send = (data: FormData) =>
    startSending(async () => {
      const answer = await answered(call(data));
      // A call that leads elsewhere answers nothing.
      if (answer === undefined) return;
      const isRefused = answer.kind === "refused";
      setState(isRefused ? (answer as RefusedState) : IDLE);
      if (!isRefused) onDone(answer as Exclude<Given, RefusedState>);
    });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    send(new FormData(event.currentTarget));
  };
  /** What is wrong with none of the fields that the form shows. */
  const problemBeside = (fields: readonly string[]) =>
    state.kind === "refused" ? (state.problems.find(({ field }) => !fields.includes(field))?.message ?? null) : null;
  return { form, submit, send, isPending, problemOf, noteEdit, problemBeside };
}

/** A form as it is sent, for whoever shows its parts. */
export type FormCall = ReturnType<typeof useFormCall>;
