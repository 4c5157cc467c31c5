// What an edit changes, before it is saved: each field before and after, what the key gains, and what it loses.
"use client";
import { ArrowRight, Minus, Plus } from "lucide-react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { ReviewedEdit } from "@/lib/core/keys/key-answer";
import type { FieldChange } from "@/lib/core/keys/key-diff";

interface ReviewDialogProps {
  readonly reviewed: ReviewedEdit;
  readonly isSaving: boolean;
  readonly onSave: () => void;
  readonly onClose: () => void;
}

export function ReviewDialog({ reviewed, isSaving, onSave, onClose }: ReviewDialogProps) {
  const { changes, gained, lost } = reviewed.diff;
  const isNothing = changes.length === 0;
  return (
    <Dialog
      isOpen
      isWide
      onOpenChange={onClose}
      title={isNothing ? "Nothing is changed" : "Save these changes?"}
      description={isNothing ? "The form says what the key already is." : "They are in force from the key's next request on."}
      body={
        <>
          {reviewed.isChangedMeanwhile && (
            <Alert tone="warn">
              Somebody changed this key after you had opened the form. What you filled in is kept, and compared here with what the key is
              now: see that you take nothing back that you do not mean to.
            </Alert>
          )}
          {!isNothing && <Changes changes={changes} />}
          {!isNothing && (
            <div className="grid min-w-0 gap-4 sm:grid-cols-2">
              <Powers title="It gains" none="It gains nothing." powers={gained} isGain />
              <Powers title="It loses" none="It loses nothing." powers={lost} isGain={false} />
            </div>
          )}
        </>
      }
    >
      <Button onClick={onClose}>{isNothing ? "Go on" : "Go on editing"}</Button>
      {!isNothing && (
        <Button look="main" disabled={isSaving} onClick={onSave}>
          {isSaving ? "Saving …" : "Save the changes"}
        </Button>
      )}
    </Dialog>
  );
}

function Changes({ changes }: { readonly changes: readonly FieldChange[] }) {
  return (
    <dl className="divide-y divide-line rounded-md border border-line text-sm">
      {changes.map(({ field, label, before, after }) => (
        <div key={field} className="flex min-w-0 flex-col gap-1 px-4 py-3">
          <dt className="font-medium">{label}</dt>
          <dd className="grid min-w-0 items-start gap-x-3 gap-y-1 sm:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)]">
            <del className="whitespace-pre-line text-ink-soft [overflow-wrap:anywhere]">
              <span className="sr-only">Before: </span>
              {before}
            </del>
            <ArrowRight aria-hidden="true" className="mt-0.5 size-4 text-ink-soft max-sm:hidden" />
            <ins className="whitespace-pre-line no-underline [overflow-wrap:anywhere]">
              <span className="sr-only">After: </span>
              {after}
            </ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface PowersProps {
  readonly title: string;
  readonly none: string;
  readonly powers: readonly string[];
  readonly isGain: boolean;
}

function Powers({ title, none, powers, isGain }: PowersProps) {
  const Icon = isGain ? Plus : Minus;
  return (
    <section aria-label={title} className="flex min-w-0 flex-col gap-1.5 text-sm">
      <h3 className="font-medium">{title}</h3>
      {powers.length === 0 ? (
        <p className="text-ink-soft">{none}</p>
      ) : (
        <ul className="flex flex-col gap-1">
          {powers.map((power) => (
            <li key={power} className="flex gap-2">
              <Icon aria-hidden="true" className={isGain ? "mt-0.5 size-4 shrink-0 text-warn" : "mt-0.5 size-4 shrink-0 text-ink-soft"} />
              <span className="min-w-0 [overflow-wrap:anywhere]">{power}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
