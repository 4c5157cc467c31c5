// The two ways to decide about a request; what each needs is loaded when it is chosen.
"use client";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import type { ExpiryRules } from "@/lib/core/keys/expiry";
import type { FormApi } from "@/lib/core/keys/form-api";
import type { FormTenant } from "@/lib/core/keys/key-draft";
import type { ActionState } from "@/lib/core/schemas/action-state";

const ApproveForm = lazy(async () => ({ default: (await import("./approve-form")).ApproveForm }));
const RefuseForm = lazy(async () => ({ default: (await import("./refuse-form")).RefuseForm }));

/** Sends a decision; the page shows it once it is made. */
export type Decide = (form: FormData) => Promise<ActionState>;

type Choice = "approve" | "refuse";

export interface RequestDecisionProps {
  readonly api: FormApi;
  readonly tenants: readonly FormTenant[];
  /** What was asked for: the name that the key begins with, and the plan. */
  readonly wanted: { readonly name: string; readonly plan: string };
  readonly rules: ExpiryRules;
  readonly nowMs: number;
  readonly approve: Decide;
  readonly refuse: Decide;
}

export function RequestDecision(props: RequestDecisionProps) {
  const [choice, setChoice] = useState<Choice | null>(null);
  // What was typed outlives a look at the other form, so both stay once they were opened.
  const [opened, setOpened] = useState<readonly Choice[]>([]);
  const choose = (wanted: Choice) => {
    setOpened((before) => [...before, wanted]);
    setChoice((before) => (before === wanted ? null : wanted));
  };
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap gap-3">
        <Button look={choice === "refuse" ? "plain" : "main"} aria-expanded={choice === "approve"} onClick={() => choose("approve")}>
          Approve …
        </Button>
        <Button aria-expanded={choice === "refuse"} onClick={() => choose("refuse")}>
          Refuse …
        </Button>
      </div>
      {opened.includes("approve") && (
        <div hidden={choice !== "approve"}>
          <Suspense fallback={null}>
            <ApproveForm {...props} />
          </Suspense>
        </div>
      )}
      {opened.includes("refuse") && (
        <div hidden={choice !== "refuse"}>
          <Suspense fallback={null}>
            <RefuseForm refuse={props.refuse} />
          </Suspense>
        </div>
      )}
    </div>
  );
}
