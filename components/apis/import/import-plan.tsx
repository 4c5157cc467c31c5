// The changes that a document stands for, each to be chosen, and what is told before they are made.
"use client";
import { useEffect, useMemo, useRef, useState } from "react";
import { LostGrantsAlert } from "@/components/apis/edit/lost-grants-alert";
import { useApiForm } from "@/components/apis/edit/use-api-form";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { InlineCode } from "@/components/ui/code-block";
import { lostGrants } from "@/lib/core/apis/lost-grants";
import type { ImportPreview } from "@/lib/core/openapi-import/import-preview";
import { applyImport } from "@/lib/core/openapi-import/plan-import";
import type { Remark } from "@/lib/core/openapi-import/read-openapi";
import type { ActionState } from "@/lib/core/schemas/action-state";
import { ChangeTable } from "./change-table";

export interface ImportPlanProps {
  readonly slug: string;
  readonly preview: ImportPreview;
  readonly takesFocus: boolean;
  /** Living keys that name an endpoint, by its template. */
  readonly onTemplate: Readonly<Record<string, number>>;
  readonly save: (version: string, part: string, form: FormData) => Promise<ActionState>;
}

export function ImportPlan({ slug, preview, takesFocus, onTemplate, save }: ImportPlanProps) {
  const { changes, current, version } = preview;
  const form = useApiForm((sent) => save(version, "endpoints", sent));
  // What would be removed is removed only when somebody says so.
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(changes.filter(({ kind }) => kind === "added" || kind === "changed").map(({ id }) => id)),
  );
  const endpoints = useMemo(() => applyImport(current, changes, chosen), [current, changes, chosen]);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  const count = changes.filter(({ id, kind }) => kind !== "unchanged" && chosen.has(id)).length;
  const problems = form.elsewhere([]);
  return (
    <section aria-labelledby="plan" className="flex min-w-0 flex-col gap-5">
      <div>
        <h2 id="plan" ref={heading} tabIndex={-1} className="font-semibold text-xl tracking-tight">
          What would change
        </h2>
        {preview.title !== "" && <p className="break-words text-ink-soft text-sm">{preview.title}</p>}
      </div>
      <Remarks remarks={preview.remarks} />
      <ChangeTable changes={changes} chosen={chosen} onChoose={setChosen} />
      <LostGrantsAlert slug={slug} lost={lostGrants(onTemplate, current, endpoints)} />
      {endpoints.length === 0 && <Alert tone="warn">With no endpoint registered, every path is open to any valid key of this API.</Alert>}
      {current.length === 0 && endpoints.length > 0 && (
        <Alert tone="info">Until now every path was open to any valid key. From now on only what is registered can be called.</Alert>
      )}
      {problems.map(({ field, message }) => (
        <Alert key={field + message} tone="bad">
          {field === "" ? message : `${field}: ${message}`}
        </Alert>
      ))}
      <div>
        <Button look="main" disabled={form.isPending || count === 0} onClick={() => form.send({ endpoints })}>
          {form.isPending ? "Saving …" : count === 1 ? "Make 1 change" : `Make ${count} changes`}
        </Button>
      </div>
    </section>
  );
}

function Remarks({ remarks }: { readonly remarks: readonly Remark[] }) {
  if (remarks.length === 0) return null;
  return (
    <Alert tone="info">
      <details>
        <summary className="cursor-pointer font-medium">
          {remarks.length === 1 ? "1 thing to know about the document" : `${remarks.length} things to know about the document`}
        </summary>
        <ul className="mt-2 flex flex-col gap-2">
          {remarks.map(({ place, text }) => (
            <li key={place + text} className="[overflow-wrap:anywhere]">
              <InlineCode>{place}</InlineCode> {text}
            </li>
          ))}
        </ul>
      </details>
    </Alert>
  );
}
