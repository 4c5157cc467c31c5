// Sets a second factor up: the password, then the app and a code of it, then the recovery codes.
"use client";
import { useId } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { useFormCall } from "@/components/ui/use-form-call";
import { useShownOnce } from "@/components/ui/use-shown-once";
import type { CodeEnrolment } from "@/lib/core/schemas/team-view";
import { CodeField } from "./code-field";
import { ProofDialog } from "./proof-dialog";
import { RecoveryCodes } from "./recovery-codes";
import type { SecondFactorCalls } from "./second-factor";

interface SetUpDialogProps {
  readonly calls: SecondFactorCalls;
  readonly onClose: () => void;
}

export function SetUpDialog({ calls, onClose }: SetUpDialogProps) {
  const [enrolment, setEnrolment] = useShownOnce<CodeEnrolment>();
  const [codes, setCodes] = useShownOnce<readonly string[]>();
  if (codes !== null) return <CodesStep codes={codes} onClose={onClose} />;
  return enrolment === null ? (
    <ProofStep prepare={calls.prepare} onClose={onClose} onPrepared={setEnrolment} />
  ) : (
    <AppStep enrolment={enrolment} confirm={calls.confirm} onClose={onClose} onConfirmed={setCodes} />
  );
}

interface ProofStepProps {
  readonly prepare: SecondFactorCalls["prepare"];
  readonly onClose: () => void;
  readonly onPrepared: (enrolment: CodeEnrolment) => void;
}

function ProofStep({ prepare, onClose, onPrepared }: ProofStepProps) {
  return (
    <ProofDialog
      title="Set up a second factor"
      description="You need an authenticator app on your phone. First, your password once more."
      labels={{ keep: "Cancel", confirm: "Continue" }}
      send={prepare}
      onDone={(answer) => {
        if (answer.kind === "prepared") onPrepared(answer.enrolment);
      }}
      onClose={onClose}
    />
  );
}

interface AppStepProps {
  readonly enrolment: CodeEnrolment;
  readonly confirm: SecondFactorCalls["confirm"];
  readonly onClose: () => void;
  readonly onConfirmed: (codes: readonly string[]) => void;
}

function AppStep({ enrolment: { seed, qr }, confirm, onClose, onConfirmed }: AppStepProps) {
  const formId = useId();
  const { form, submit, isPending, problemOf, noteEdit } = useFormCall(confirm, (answer) => {
    if (answer.kind === "codes") onConfirmed(answer.codes);
  });
  const problem = problemOf("");
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title="Scan this with your app"
      description="Then type the code that the app shows. The second factor is on once the code is right; then you are signed out everywhere else."
      body={
        <Form id={formId} ref={form} onSubmit={submit} noValidate className="flex flex-col gap-4">
          <svg
            role="img"
            aria-label="QR code with the key of your second factor"
            viewBox={`0 0 ${qr.size} ${qr.size}`}
            shapeRendering="crispEdges"
            className="size-48 self-center rounded bg-white"
          >
            <path d={qr.path} fill="black" />
          </svg>
          <div className="flex flex-col gap-1">
            <p className="text-ink-soft text-sm">Or type this key into the app:</p>
            <p className="flex items-center justify-between gap-3 font-mono text-[0.8125rem]">
              <span className="min-w-0 leading-relaxed">{seed.replace(/(.{4})(?=.)/g, "$1 ")}</span>
              <CopyButton text={seed} label="Copy the key of your second factor" />
            </p>
          </div>
          {problem !== null && <Alert tone="bad">{problem}</Alert>}
          <CodeField
            label="Code of the app"
            hint="Six digits, new every 30 seconds."
            problem={problemOf("code")}
            onEdit={() => noteEdit("code")}
          />
        </Form>
      }
    >
      <Button onClick={onClose}>Cancel</Button>
      <Button type="submit" form={formId} look="main" disabled={isPending}>
        {isPending ? "One moment …" : "Turn it on"}
      </Button>
    </Dialog>
  );
}

export function CodesStep({ codes, onClose }: { readonly codes: readonly string[]; readonly onClose: () => void }) {
  return (
    <Dialog
      isOpen
      // Pressed beside by mistake, the codes would be gone.
      onOpenChange={() => {}}
      title="Your recovery codes"
      description="Without your phone, each of them lets you in once instead of a code of the app."
      body={<RecoveryCodes codes={codes} />}
    >
      <Button look="main" onClick={onClose}>
        I have stored them
      </Button>
    </Dialog>
  );
}
