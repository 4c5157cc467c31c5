// What an owner can do with a member: sign them out, turn off a lost second factor, disable, hand their keys on, remove.
"use client";
import { KeyRound, LogOut, ShieldOff, UserCheck, UserMinus, UserX } from "lucide-react";
import { lazy, Suspense, useState, useTransition } from "react";
import { Alert } from "@/components/ui/alert";
import { answered } from "@/components/ui/answered";
import { Button } from "@/components/ui/button";
import { type ActionState, IDLE } from "@/lib/core/schemas/action-state";
import type { Heir, MemberView } from "@/lib/core/schemas/team-view";
import type { MemberQuestion } from "./member-question";

/** Loaded when it is first asked for. */
const MemberQuestionDialog = lazy(async () => ({ default: (await import("./member-question")).MemberQuestionDialog }));

export interface MemberCalls {
  readonly dropSecondFactor: (id: string) => Promise<ActionState>;
  readonly disable: (id: string) => Promise<ActionState>;
  readonly enable: (id: string) => Promise<ActionState>;
  readonly endSessions: (id: string) => Promise<ActionState>;
  readonly handOn: (id: string, heir: string) => Promise<ActionState>;
  readonly remove: (id: string, heir: string) => Promise<ActionState>;
}

interface MemberActionsProps {
  readonly member: MemberView;
  /** The member is the one who looks: some things only another owner can do. */
  readonly isOneself: boolean;
  readonly heirs: readonly Heir[];
  readonly calls: MemberCalls;
}

export function MemberActions({ member, isOneself, heirs, calls }: MemberActionsProps) {
  const [state, setState] = useState<ActionState>(IDLE);
  const [isPending, startSending] = useTransition();
  const [question, setQuestion] = useState<MemberQuestion | null>(null);
  const [isAsking, setAsking] = useState(false);
  const ask = (next: MemberQuestion) => {
    setState(IDLE);
    setQuestion(next);
    setAsking(true);
  };
  const letIn = () => startSending(async () => setState(await answered(calls.enable(member.id))));
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-3">
        <Button onClick={() => ask("sign-out")}>
          <LogOut aria-hidden="true" />
          Sign out everywhere
        </Button>
        {!isOneself && member.hasSecondFactor && (
          <Button onClick={() => ask("second-factor")}>
            <ShieldOff aria-hidden="true" />
            Turn off the second factor
          </Button>
        )}
        {member.keys > 0 && (
          <Button onClick={() => ask("hand-on")}>
            <KeyRound aria-hidden="true" />
            Hand on the keys
          </Button>
        )}
        {member.isDisabled && (
          <Button onClick={letIn} disabled={isPending}>
            <UserCheck aria-hidden="true" />
            Enable
          </Button>
        )}
        {!isOneself && !member.isDisabled && (
          <Button look="danger" onClick={() => ask("disable")}>
            <UserX aria-hidden="true" />
            Disable
          </Button>
        )}
        {!isOneself && (
          <Button look="danger" onClick={() => ask("remove")}>
            <UserMinus aria-hidden="true" />
            Remove
          </Button>
        )}
      </div>
      {isOneself && <p className="text-ink-soft text-sm">Another owner can disable or remove your account.</p>}
      {state.kind === "refused" && <Alert tone="bad">{state.problems[0]?.message}</Alert>}
      {question !== null && (
        <Suspense fallback={null}>
          <MemberQuestionDialog
            key={question}
            question={question}
            member={member}
            heirs={heirs}
            calls={calls}
            isOpen={isAsking}
            onOpenChange={setAsking}
          />
        </Suspense>
      )}
    </div>
  );
}
