// Asks when an old secret ends: after a time, or earlier once nobody uses it any more.
"use client";
import { type FormEvent, useState, useTransition } from "react";
import { Alert } from "@/components/ui/alert";
import { answered } from "@/components/ui/answered";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { SelectField } from "@/components/ui/select-field";
import { OVERLAPS, SILENCES, spanWords } from "@/lib/core/keys/rotation";
import { type ActionState, IDLE } from "@/lib/core/schemas/action-state";
import type { SecretActionsProps } from "./secret-actions";
import { SilenceField } from "./silence-field";

interface EndDialogProps extends SecretActionsProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

const UNCHANGED = { value: "", label: "When it does now" };

export function EndDialog({ publicId, secret, moveEnd, isOpen, onOpenChange }: EndDialogProps) {
  const [end, setEnd] = useState("");
  const [silence, setSilence] = useState(secret.silentSeconds);
  const [state, setState] = useState<ActionState>(IDLE);
  const [isPending, startSending] = useTransition();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    startSending(async () => {
      const answer = await answered(
        moveEnd(publicId, secret.id, { endsInSeconds: end === "" ? null : Number(end), silentSeconds: silence }),
      );
      setState(answer);
      if (answer.kind !== "refused") onOpenChange(false);
    });
  };
  const ends = OVERLAPS.filter((seconds) => seconds > 0).map((seconds) => ({ value: String(seconds), label: `In ${spanWords(seconds)}` }));
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title="When does the old secret end?"
      description={
        <>
          From then on <span className="break-all font-mono text-[0.8125rem] text-ink">{secret.preview}</span> is refused. The key's current
          secret stays good.
        </>
      }
      body={
        <Form id="end" onSubmit={submit} noValidate className="flex flex-col gap-4">
          <SelectField name="endsInSeconds" label="It ends" value={end} options={[UNCHANGED, ...ends]} onValueChange={setEnd} />
          <SilenceField silences={SILENCES} seconds={silence} onSecondsChange={setSilence} />
          {state.kind === "refused" && <Alert tone="bad">{state.problems[0]?.message}</Alert>}
        </Form>
      }
    >
      <Button onClick={() => onOpenChange(false)}>Cancel</Button>
      <Button type="submit" form="end" look="main" disabled={isPending}>
        {isPending ? "Saving …" : "Save"}
      </Button>
    </Dialog>
  );
}
