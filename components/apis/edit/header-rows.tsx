// Headers that are added to every request for the upstream. Values that are there are never shown: they stay, or are replaced.
"use client";
import { Plus, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { FieldGroup } from "@/components/ui/field-group";
import { focusBesideRow } from "@/components/ui/focus-beside-row";
import { TextField } from "@/components/ui/text-field";
import type { Rows } from "./use-rows";

export interface HeaderDraft {
  readonly name: string;
  /** null = the value that is there stays. */
  readonly value: string | null;
  readonly isNew: boolean;
}

/** As they are sent; of two equal names the latter counts. */
export function headersOf(drafts: readonly HeaderDraft[]): Record<string, string | null> {
  return Object.fromEntries(drafts.map(({ name, value }) => [name.trim(), value]));
}

interface HeaderRowsProps {
  readonly headers: Rows<HeaderDraft>;
  readonly hint?: string;
  readonly problem: string | null;
  readonly noteEdit: (...places: readonly string[]) => void;
}

const USUAL_HINT = "Values are kept encrypted and never shown again.";

export function HeaderRows({ headers, hint = USUAL_HINT, problem, noteEdit }: HeaderRowsProps) {
  const change = (id: number, draft: HeaderDraft) => {
    headers.change(id, draft);
    noteEdit("upstreamHeaders");
  };
  return (
    <FieldGroup legend="Headers added for the upstream" hint={hint} problem={problem}>
      {headers.rows.map(({ id, value: draft }) => (
        <div key={id} data-row="" className="flex flex-wrap items-start gap-3">
          <HeaderName id={id} draft={draft} onChange={change} />
          {draft.value === null ? (
            <div className="flex flex-col gap-1.5">
              <p className="font-medium text-sm">Value</p>
              <div className="flex min-h-11 items-center gap-3">
                <span className="text-ink-soft text-sm">Kept</span>
                <Button aria-label={`Replace the value of ${draft.name}`} onClick={() => change(id, { ...draft, value: "" })}>
                  Replace
                </Button>
              </div>
            </div>
          ) : (
            <TextField
              name={`upstreamHeaders.${id}.value`}
              label="Value"
              type="password"
              autoComplete="off"
              className="w-64 max-w-full"
              value={draft.value}
              onValueChange={(value) => change(id, { ...draft, value })}
            />
          )}
          <Button
            look="quiet"
            size="icon"
            className="mt-7"
            aria-label={`Remove the header ${draft.name || "that is new"}`}
            onClick={(event) => {
              focusBesideRow(event.currentTarget);
              headers.remove(id);
              noteEdit("upstreamHeaders");
            }}
          >
            <X aria-hidden="true" />
          </Button>
        </div>
      ))}
      <div>
        <Button data-adds="" onClick={() => headers.add({ name: "", value: "", isNew: true })}>
          <Plus aria-hidden="true" />
          Add a header
        </Button>
      </div>
    </FieldGroup>
  );
}

interface HeaderNameProps {
  readonly id: number;
  readonly draft: HeaderDraft;
  readonly onChange: (id: number, draft: HeaderDraft) => void;
}

function HeaderName({ id, draft, onChange }: HeaderNameProps) {
  if (!draft.isNew) {
    return (
      <div className="flex w-56 min-w-0 flex-col gap-1.5">
        <p className="font-medium text-sm">Name</p>
        <p className="flex min-h-11 items-center break-all font-mono text-sm">{draft.name}</p>
      </div>
    );
  }
  return (
    <TextField
      name={`upstreamHeaders.${id}.name`}
      label="Name"
      autoComplete="off"
      spellCheck={false}
      maxLength={100}
      className="w-56"
      value={draft.name}
      onValueChange={(name) => onChange(id, { ...draft, name })}
    />
  );
}
