// One endpoint of the list: what it is, or the fields in which it is changed.
"use client";
import { ArrowDown, ArrowUp, Pencil, Trash2 } from "lucide-react";
import { memo, useState } from "react";
import { Button } from "@/components/ui/button";
import { focusBesideRow } from "@/components/ui/focus-beside-row";
import type { EndpointDraft } from "./endpoint-draft";
import { EndpointFields } from "./endpoint-fields";
import type { Rows } from "./use-rows";

interface EndpointRowProps {
  readonly id: number;
  readonly draft: EndpointDraft;
  /** Its place in the list, for its problems. */
  readonly place: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** Names that permissions may have; null = any. */
  readonly permissions: readonly string[] | null;
  /** Whether something is wrong with it: then its fields are shown. */
  readonly hasProblem: boolean;
  readonly problemOf: (place: string) => string | null;
  readonly rows: Pick<Rows<EndpointDraft>, "change" | "remove" | "move">;
  readonly noteEdit: (...places: readonly string[]) => void;
}

export function EndpointRow(props: EndpointRowProps) {
  const { id, draft, place, hasProblem, permissions, problemOf, rows, noteEdit } = props;
  const [isOpen, setOpen] = useState(draft.isNew);
  const name = draft.path === "" ? "the new endpoint" : `${draft.methods.join(", ")} ${draft.path}`;
  return (
    <li className="flex min-w-0 flex-col gap-4 py-3 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <Summary draft={draft} />
        <div className="flex gap-1">
          <Button
            look="quiet"
            size="icon"
            aria-label={`Edit ${name}`}
            aria-expanded={isOpen || hasProblem}
            onClick={() => setOpen(!isOpen)}
          >
            <Pencil aria-hidden="true" />
          </Button>
          <MoveButtons {...props} name={name} />
          <Button
            look="quiet"
            size="icon"
            aria-label={`Remove ${name}`}
            onClick={(event) => {
              focusBesideRow(event.currentTarget);
              rows.remove(id);
              noteEdit("endpoints");
            }}
          >
            <Trash2 aria-hidden="true" />
          </Button>
        </div>
      </div>
      {(isOpen || hasProblem) && (
        <EndpointFields
          draft={draft}
          place={place}
          permissions={permissions}
          problemOf={problemOf}
          onChange={(next, field) => {
            rows.change(id, next);
            noteEdit(`${place}.${field}`, ...(field === "methods" ? [place] : []));
          }}
        />
      )}
    </li>
  );
}

function MoveButtons({ id, isFirst, isLast, rows, noteEdit, name }: EndpointRowProps & { readonly name: string }) {
  const move = (by: -1 | 1) => {
    rows.move(id, by);
    noteEdit("endpoints");
  };
  return (
    <>
      <Button look="quiet" size="icon" aria-label={`Move ${name} up`} disabled={isFirst} onClick={() => move(-1)}>
        <ArrowUp aria-hidden="true" />
      </Button>
      <Button look="quiet" size="icon" aria-label={`Move ${name} down`} disabled={isLast} onClick={() => move(1)}>
        <ArrowDown aria-hidden="true" />
      </Button>
    </>
  );
}

/** Drawn anew only when it changes: there may be hundreds. */
const Summary = memo(function Summary({ draft: { path, methods, permission, cost } }: { readonly draft: EndpointDraft }) {
  const needs = [permission === "" ? "any valid key" : permission, ...(cost === "1" ? [] : [`${cost || "?"} units`])].join(", ");
  return (
    <p className="min-w-0 text-sm">
      <span className="break-all font-mono text-[0.8125rem]">
        <span className="text-ink-soft">{methods.join(", ") || "No method"}</span> {path || "…"}
      </span>
      <span className="block text-ink-soft text-xs">{needs}</span>
    </p>
  );
});
