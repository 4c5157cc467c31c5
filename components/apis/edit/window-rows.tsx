// Rate windows as rows: how many in any minute, hour, day, or a period of one's own.
"use client";
import { Plus, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { FieldGroup } from "@/components/ui/field-group";
import { focusBesideRow } from "@/components/ui/focus-beside-row";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { typedNumber } from "@/lib/core/apis/api-form";
import type { Window } from "@/lib/core/catalogue";

/** A window as it is typed. */
export interface WindowDraft {
  readonly limit: string;
  readonly seconds: string;
  /** Whether the period is typed instead of chosen. */
  readonly isOwnPeriod: boolean;
}

const PERIODS = [
  { value: "60", label: "any minute" },
  { value: "3600", label: "any hour" },
  { value: "86400", label: "any day" },
];

const isPreset = (seconds: string) => PERIODS.some(({ value }) => value === seconds);

export function windowDrafts(windows: readonly Window[] = []): readonly WindowDraft[] {
  return windows.map(({ limit, seconds }) => ({ limit: String(limit), seconds: String(seconds), isOwnPeriod: !isPreset(String(seconds)) }));
}

/** As they are sent. */
export function windowsOf(drafts: readonly WindowDraft[]): { readonly limit: number | string; readonly seconds: number | string }[] {
  return drafts.map(({ limit, seconds }) => ({ limit: typedNumber(limit), seconds: typedNumber(seconds) }));
}

interface WindowRowsProps {
  readonly legend: string;
  readonly hint?: string;
  readonly drafts: readonly WindowDraft[];
  readonly onChange: (drafts: readonly WindowDraft[]) => void;
  /** The field that the list is, for its problems. */
  readonly place: string;
  readonly problemOf: (place: string) => string | null;
}

export function WindowRows({ legend, hint, drafts, onChange, place, problemOf }: WindowRowsProps) {
  const replace = (index: number, draft: WindowDraft) => onChange(drafts.map((each, at) => (at === index ? draft : each)));
  const free = PERIODS.find(({ value }) => !drafts.some(({ seconds }) => seconds === value));
  const add = () => onChange([...drafts, { limit: "", seconds: free?.value ?? "", isOwnPeriod: free === undefined }]);
  const isOfRow = drafts.some((_draft, index) => problemOf(`${place}[${index}]`) !== null);
  return (
    <FieldGroup legend={legend} hint={hint} problem={isOfRow ? null : problemOf(place)}>
      {drafts.map((draft, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place, and hold no state of their own.
        <div key={index} data-row="" className="flex flex-wrap items-start gap-3">
          <TextField
            name={`${place}[${index}].limit`}
            label="Requests"
            inputMode="numeric"
            autoComplete="off"
            className="w-36"
            value={draft.limit}
            onValueChange={(limit) => replace(index, { ...draft, limit })}
            problem={problemOf(`${place}[${index}].limit`)}
          />
          <PeriodFields
            place={`${place}[${index}].seconds`}
            draft={draft}
            onChange={(next) => replace(index, next)}
            problemOf={problemOf}
          />
          <Button
            look="quiet"
            size="icon"
            className="mt-7"
            aria-label={`Remove the window of ${draft.limit || "no"} requests from ${legend}`}
            onClick={(event) => {
              focusBesideRow(event.currentTarget);
              onChange(drafts.filter((_each, at) => at !== index));
            }}
          >
            <X aria-hidden="true" />
          </Button>
        </div>
      ))}
      <div>
        <Button data-adds="" onClick={add} disabled={drafts.length >= 8} aria-label={`Add a window to ${legend}`}>
          <Plus aria-hidden="true" />
          Add a window
        </Button>
      </div>
    </FieldGroup>
  );
}

interface PeriodFieldsProps {
  readonly place: string;
  readonly draft: WindowDraft;
  readonly onChange: (draft: WindowDraft) => void;
  readonly problemOf: (place: string) => string | null;
}

function PeriodFields({ place, draft, onChange, problemOf }: PeriodFieldsProps) {
  return (
    <>
      <SelectField
        name={`${place}.preset`}
        label="In"
        className="w-44"
        value={draft.isOwnPeriod ? "own" : draft.seconds}
        options={[...PERIODS, { value: "own", label: "another period" }]}
        onValueChange={(chosen) =>
          onChange(chosen === "own" ? { ...draft, seconds: "", isOwnPeriod: true } : { ...draft, seconds: chosen, isOwnPeriod: false })
        }
        problem={draft.isOwnPeriod ? null : problemOf(place)}
      />
      {draft.isOwnPeriod && (
        <TextField
          name={place}
          label="Seconds"
          inputMode="numeric"
          autoComplete="off"
          className="w-36"
          value={draft.seconds}
          onValueChange={(seconds) => onChange({ ...draft, seconds })}
          problem={problemOf(place)}
        />
      )}
    </>
  );
}
