// Asks once before a step is taken for several keys, shows how far it is, and at the end what was refused and why.
"use client";
import Link from "next/link";
import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FieldGroup } from "@/components/ui/field-group";
import { RadioGroup } from "@/components/ui/radio-group";
import { TextField } from "@/components/ui/text-field";
import {
  BULK_STEPS,
  type BulkChoice,
  type BulkRun,
  type BulkStep,
  EXTENSION_DAYS,
  keysWords,
  type RefusedKey,
  readRevokingWords,
  revokingWords,
  runWords,
  type SelectedKey,
  takenOf,
} from "@/lib/core/keys/bulk-step";
import { wasUsedLately } from "@/lib/core/keys/recent-use";

interface BulkQuestionProps {
  readonly step: BulkStep;
  readonly keys: readonly SelectedKey[];
  readonly nowMs: number;
  readonly onBegin: (step: BulkStep, choice: BulkChoice) => void;
  readonly onClose: () => void;
}

const DAYS = EXTENSION_DAYS.map((days) => ({ value: String(days), label: `For ${days} days from today` }));

export function BulkQuestion({ step, keys, nowMs, onBegin, onClose }: BulkQuestionProps) {
  const [days, setDays] = useState<string>(DAYS[1]?.value ?? "");
  const [typed, setTyped] = useState("");
  const { verb, effect, effectOnOne } = BULK_STEPS[step];
  const isOne = keys.length === 1;
  const isHarmful = step === "pause" || step === "revoke";
  const inUse = isHarmful ? keys.filter(({ lastUsedAt }) => wasUsedLately(lastUsedAt === null ? null : Date.parse(lastUsedAt), nowMs)) : [];
  const mustAgree = step === "revoke" && inUse.length > 0;
  const isAgreed = !mustAgree || readRevokingWords(typed) === keys.length;
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={`${verb} ${keysWords(keys.length)}?`}
      description={isOne ? effectOnOne : effect}
      body={
        <>
          {step === "extend" && (
            <FieldGroup legend="Until when">
              <RadioGroup name="days" value={days} options={DAYS} onValueChange={setDays} />
            </FieldGroup>
          )}
          {isHarmful && <InUse keys={inUse} of={keys.length} />}
          {mustAgree && (
            <TextField
              name="typed"
              label={`Type "${revokingWords(keys.length)}" to go on`}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              value={typed}
              onValueChange={setTyped}
            />
          )}
        </>
      }
    >
      <Button onClick={onClose}>{isOne ? "Leave it as it is" : "Leave them as they are"}</Button>
      <Button
        look={step === "revoke" ? "danger" : "main"}
        disabled={!isAgreed}
        onClick={() => onBegin(step, { days: Number(days), typed })}
      >
        {verb} {keysWords(keys.length)}
      </Button>
    </Dialog>
  );
}

function InUse({ keys, of }: { readonly keys: readonly SelectedKey[]; readonly of: number }) {
  if (keys.length === 0) return <Alert tone="info">{of === 1 ? "It was not used" : "None of them was used"} in the last 24 hours.</Alert>;
  const who = of === 1 ? "It was" : keys.length === 1 ? "One of them was" : `${keys.length} of them were`;
  return (
    <Alert tone="warn">
      {who} used in the last 24 hours:
      <ul className="mt-1 max-h-40 list-disc overflow-y-auto pl-5">
        {keys.map(({ publicId, name }) => (
          <li key={publicId} className="[overflow-wrap:anywhere]">
            {name}
          </li>
        ))}
      </ul>
    </Alert>
  );
}

interface BulkProgressProps {
  readonly run: BulkRun;
  readonly onStop: () => void;
  readonly onClose: () => void;
}

/** Closed while the run goes on, it leaves the run to the bar below the list. */
export function BulkProgress({ run, onStop, onClose }: BulkProgressProps) {
  const isRunning = run.phase === "running";
  const taken = takenOf(run);
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={isRunning ? `${BULK_STEPS[run.step].doing} ${keysWords(run.total)}` : run.phase === "ended" ? "Done" : "Not finished"}
      description={isRunning ? "One after the other. You may close this: it goes on while the list stays open." : runWords(run)}
      body={
        <>
          <div className="flex flex-col gap-1.5">
            <progress
              aria-label="Progress"
              value={taken}
              max={run.total}
              className="h-2 w-full appearance-none overflow-hidden rounded-full [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
            />
            <p role="status" className="text-sm tabular-nums">
              {taken} of {run.total}
            </p>
          </div>
          {run.refused.length > 0 && <Refused keys={run.refused} />}
        </>
      }
    >
      {isRunning && <Button onClick={onStop}>Stop after this one</Button>}
      <Button look="main" onClick={onClose}>
        Close
      </Button>
    </Dialog>
  );
}

function Refused({ keys }: { readonly keys: readonly RefusedKey[] }) {
  return (
    <section aria-label="Refused" className="flex flex-col gap-1.5 text-sm">
      <h3 className="font-medium">Refused</h3>
      <ul className="max-h-60 divide-y divide-line overflow-y-auto rounded-md border border-line">
        {keys.map(({ publicId, name, why }) => (
          <li key={publicId} className="flex flex-col gap-0.5 px-3 py-2">
            <Link href={`/keys/${publicId}`} prefetch={false} className="underline underline-offset-4 [overflow-wrap:anywhere]">
              {name}
            </Link>
            <span className="text-ink-soft">{why}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
