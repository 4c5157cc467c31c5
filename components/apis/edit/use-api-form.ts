// Sends a form about an API, and holds what came back.
"use client";
import { useEffect, useRef, useState, useTransition } from "react";
import { answered } from "@/components/ui/answered";
import { focusFirstWrong } from "@/components/ui/first-wrong";
import { type ApiPatch, writeApiForm } from "@/lib/core/apis/api-form";
import { type ActionState, IDLE } from "@/lib/core/schemas/action-state";
import { useFieldProblems } from "./use-field-problems";

/** An action that leads on when all went well. */
export type SendApiForm = (form: FormData) => Promise<ActionState>;

export function useApiForm(action: SendApiForm) {
  const [state, setState] = useState<ActionState>(IDLE);
  const [isPending, startSending] = useTransition();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (state.kind !== "refused") return;
    focusFirstWrong(form.current);
  }, [state]);
  const send = (patch: ApiPatch) => startSending(async () => setState(await answered(action(writeApiForm(patch)))));
  return { form, state, isPending, send, ...useFieldProblems(state) };
}

export type ApiFormState = ReturnType<typeof useApiForm>;
