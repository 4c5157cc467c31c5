// Rotates a key: asks why, and for how long the old secret lives on; then shows the new one, once.
"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, type RefObject, useState } from "react";
import { useCreation } from "@/components/keys/create/use-creation";
import { RevealDialog } from "@/components/keys/reveal/reveal-dialog";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FieldGroup } from "@/components/ui/field-group";
import { Form } from "@/components/ui/form";
import { RadioGroup } from "@/components/ui/radio-group";
import { SelectField } from "@/components/ui/select-field";
import { useProblems } from "@/components/ui/use-problems";
import { OVERLAPS, type RotationReason, silencesWithin, spanWords, USUAL_OVERLAP } from "@/lib/core/keys/rotation";
import type { RotateActionProps } from "./rotate-action";
import { SilenceField } from "./silence-field";

interface RotateDialogProps extends RotateActionProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  /** Gets the focus back. */
  readonly opener: RefObject<HTMLElement | null>;
}

const REASONS: readonly { readonly value: RotationReason; readonly label: string; readonly hint: string }[] = [
  {
    value: "routine",
    label: "Routine",
    hint: "It is time. The old secret lives on for a while, so that nothing fails while its callers switch.",
  },
  {
    value: "leaked",
    label: "Leaked",
    hint: "Somebody else may know the secret. Every token that it got ends at once, and the secret should, too.",
  },
];

export function RotateDialog({ publicId, name, formId, rotate, isOpen, onOpenChange, opener }: RotateDialogProps) {
  const router = useRouter();
  const [reason, setReason] = useState<RotationReason>("routine");
  const [overlapSeconds, setOverlap] = useState(USUAL_OVERLAP.routine);
  const [silence, setSilence] = useState<number | null>(null);
  const silences = silencesWithin(overlapSeconds);
  const silentSeconds = silence !== null && silences.includes(silence) ? silence : null;
  const { state, revealed, earlierId, isPending, isMade, send } = useCreation(() =>
    rotate(publicId, { id: formId, reason, overlapSeconds, silentSeconds }),
  );
  const { problemOf } = useProblems(state);
  const problem = problemOf("") ?? problemOf("id") ?? problemOf("state");
  const choose = (chosen: string) => {
    const next = chosen === "leaked" ? "leaked" : "routine";
    setReason(next);
    setOverlap(USUAL_OVERLAP[next]);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isPending && !isMade) send(undefined);
  };
  const leave = () => {
    onOpenChange(false);
    router.refresh();
    requestAnimationFrame(() => opener.current?.focus());
  };
  if (revealed !== null) return isOpen ? <RevealDialog revealed={revealed} onStored={leave} leaveWord="Done" /> : null;
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title="Rotate this key"
      description={
        <>
          <strong className="break-words font-medium text-ink">{name}</strong> keeps its id, limits and permissions, and gets a new secret,
          which is shown once.
        </>
      }
      body={
        <Form id="rotate" onSubmit={submit} noValidate className="flex flex-col gap-5">
          <FieldGroup legend="Routine or leaked?" problem={problemOf("reason")}>
            <RadioGroup name="reason" value={reason} options={REASONS} onValueChange={choose} />
          </FieldGroup>
          <SelectField
            name="overlapSeconds"
            label="The old secret lives on"
            hint={reason === "leaked" && overlapSeconds > 0 ? "Whoever knows it can use it for as long." : undefined}
            value={String(overlapSeconds)}
            options={OVERLAPS.map((seconds) => ({
              value: String(seconds),
              label: seconds === 0 ? "Not at all" : `For ${spanWords(seconds)}`,
            }))}
            onValueChange={(seconds) => setOverlap(Number(seconds))}
            problem={problemOf("overlapSeconds")}
          />
          {silences.length > 0 && (
            <SilenceField silences={silences} seconds={silentSeconds} onSecondsChange={setSilence} problem={problemOf("silentSeconds")} />
          )}
          {problem !== null && <Alert tone="bad">{problem}</Alert>}
          {earlierId !== null && (
            <Alert tone="info">
              This form has rotated the key already, and its secret was shown then. Reload the page to rotate it again.
            </Alert>
          )}
        </Form>
      }
    >
      <Button onClick={() => onOpenChange(false)}>Cancel</Button>
      <Button type="submit" form="rotate" look="main" disabled={isPending || isMade}>
        {isPending ? "Rotating …" : "Rotate the key"}
      </Button>
    </Dialog>
  );
}
