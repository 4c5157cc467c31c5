// The checks as a list: passed, failed here, not reached.
import { clsx } from "clsx";
import { Check, CircleDashed, CircleQuestionMark, Minus, X } from "lucide-react";
import type { CheckedStep, StepState } from "@/lib/core/diagnosis/checks";

const STATES: Readonly<Record<StepState, { readonly label: string; readonly Icon: typeof Check; readonly classes: string }>> = {
  passed: { label: "passed", Icon: Check, classes: "text-good" },
  failed: { label: "failed here", Icon: X, classes: "text-bad" },
  skipped: { label: "not judged", Icon: Minus, classes: "text-ink-soft" },
  unsure: { label: "not known", Icon: CircleQuestionMark, classes: "text-ink-soft" },
  "not-reached": { label: "not reached", Icon: CircleDashed, classes: "text-ink-soft" },
};

export function StepList({ steps }: { readonly steps: readonly CheckedStep[] }) {
  return (
    <ol className="flex flex-col text-sm">
      {steps.map(({ id, title, state }) => {
        const { label, Icon, classes } = STATES[state];
        const isFailed = state === "failed";
        return (
          <li key={id} className={clsx("flex gap-3 rounded-md px-2 py-1.5", isFailed && "bg-bad-soft")}>
            <Icon aria-hidden="true" className={clsx("mt-0.5 size-4 shrink-0", classes)} />
            <span className={clsx("min-w-0 flex-1", isFailed ? "font-medium text-bad" : state !== "passed" && "text-ink-soft")}>
              {title}
            </span>
            <span className={clsx("whitespace-nowrap", classes)}>{label}</span>
          </li>
        );
      })}
    </ol>
  );
}
