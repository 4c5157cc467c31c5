// The member's second factor: off, or on with its recovery codes.
"use client";
import { lazy, Suspense, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import type { ActionState } from "@/lib/core/schemas/action-state";
import type { CodeEnrolment, SecondFactorView } from "@/lib/core/schemas/team-view";

/** Loaded when they are first asked for. */
const SetUpDialog = lazy(async () => ({ default: (await import("./set-up-dialog")).SetUpDialog }));
const NewCodesDialog = lazy(async () => ({ default: (await import("./new-codes-dialog")).NewCodesDialog }));
const TurnOffDialog = lazy(async () => ({ default: (await import("./turn-off-dialog")).TurnOffDialog }));

/** How the set-up began; the seed is in this answer and nowhere else. */
export type PreparedState = ActionState | { readonly kind: "prepared"; readonly enrolment: CodeEnrolment };
/** The recovery codes are in this answer and nowhere else. */
export type CodesState = ActionState | { readonly kind: "codes"; readonly codes: readonly string[] };

export interface SecondFactorCalls {
  readonly prepare: (form: FormData) => Promise<PreparedState>;
  readonly confirm: (form: FormData) => Promise<CodesState>;
  readonly renewCodes: (form: FormData) => Promise<CodesState>;
  readonly turnOff: (form: FormData) => Promise<ActionState>;
}

type Question = "set-up" | "codes" | "turn-off";

/** Fewer left than this are worth a word. */
const FEW_CODES = 4;

export function SecondFactor({ view, calls }: { readonly view: SecondFactorView; readonly calls: SecondFactorCalls }) {
  const [question, setQuestion] = useState<Question | null>(null);
  const close = () => setQuestion(null);
  return (
    <div className="flex flex-col gap-4">
      {view.since === null ? <IsOff /> : <IsOn since={view.since} codesLeft={view.recoveryCodesLeft} />}
      <div className="flex flex-wrap gap-3">
        {view.since === null ? (
          <Button onClick={() => setQuestion("set-up")}>Set up a second factor</Button>
        ) : (
          <>
            <Button onClick={() => setQuestion("codes")}>Make new recovery codes</Button>
            <Button look="danger" onClick={() => setQuestion("turn-off")}>
              Turn it off
            </Button>
          </>
        )}
      </div>
      <Suspense fallback={null}>
        {question === "set-up" && <SetUpDialog calls={calls} onClose={close} />}
        {question === "codes" && <NewCodesDialog renewCodes={calls.renewCodes} onClose={close} />}
        {question === "turn-off" && <TurnOffDialog turnOff={calls.turnOff} onClose={close} />}
      </Suspense>
    </div>
  );
}

function IsOff() {
  return (
    <p className="max-w-prose text-ink-soft leading-relaxed">
      It is off: whoever learns your password is in. With a second factor, a sign-in also asks for a code of an app on your phone.
    </p>
  );
}

function IsOn({ since, codesLeft }: { readonly since: string; readonly codesLeft: number }) {
  return (
    <>
      <p className="max-w-prose text-ink-soft leading-relaxed">
        It is on since <Instant at={since} />. {codesLeft === 1 ? "1 recovery code is" : `${codesLeft} recovery codes are`} left.
      </p>
      {codesLeft < FEW_CODES && (
        <Alert tone="warn">Make new recovery codes before you run out of them: without your phone, only they let you in.</Alert>
      )}
    </>
  );
}
