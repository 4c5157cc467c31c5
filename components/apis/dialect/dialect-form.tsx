// Edits the dialect that an API has of its own.
"use client";
import { useState } from "react";
import { FormFrame } from "@/components/apis/edit/form-frame";
import { type SendApiForm, useApiForm } from "@/components/apis/edit/use-api-form";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import type { PreviewContext } from "@/lib/core/denials/preview-refusals";
import type { Dialect } from "@/lib/core/dialects/dialect";
import { CarrierRows } from "./carrier-rows";
import { brokenBodies, dialectDraft, literalOf } from "./dialect-draft";
import { ExpertJson } from "./expert-json";
import { WordingList, wordingPlace } from "./wording-list";

interface DialectFormProps {
  /** What the form begins with. */
  readonly dialect: Dialect;
  /** Whether the API speaks it already; else it is a copy of the one that ships. */
  readonly isCustom: boolean;
  readonly shipped: readonly Dialect[];
  readonly context: PreviewContext;
  readonly save: SendApiForm;
}

const ROOT = "customDialect";

export function DialectForm({ dialect, isCustom, shipped, context, save }: DialectFormProps) {
  const form = useApiForm(save);
  const [draft, setDraft] = useState(() => dialectDraft(dialect));
  const begin = (chosen: Dialect) => {
    setDraft(dialectDraft(chosen));
    form.noteEdit(ROOT);
  };
  const set = (part: Partial<Dialect>, field: keyof Dialect) => {
    setDraft((before) => ({ ...before, dialect: { ...before.dialect, ...part } }));
    form.noteEdit(`${ROOT}.${field}`);
  };
  const { dialect: own } = draft;
  const broken = brokenBodies(draft);
  const isReshaped = JSON.stringify(own.keyShape) !== JSON.stringify(dialect.keyShape);
  return (
    <FormFrame
      form={form}
      fields={["name", "title", "carriers", "challenge", "tenantHeader", "wording"].map((part) => `${ROOT}.${part}`)}
      submitLabel={isCustom ? "Save the dialect" : "Give the API this dialect"}
      pendingLabel="Saving …"
      onSubmit={() => broken.length === 0 && form.send({ customDialect: literalOf(draft) })}
      warning={
        <>
          {broken.length > 0 && (
            <Alert tone="bad">The body of {broken.length === 1 ? "a refusal is" : `${broken.length} refusals is`} not JSON.</Alert>
          )}
          {isReshaped && (
            <Alert tone="warn">Keys that exist keep their look, which is no longer that of new ones. They go on opening this API.</Alert>
          )}
        </>
      }
    >
      <div className="flex min-w-0 max-w-2xl flex-col gap-6">
        <StartChoice shipped={shipped} onChoose={(chosen) => begin({ ...chosen, name: own.name, title: own.title })} />
        <TextFields dialect={own} set={set} problemOf={form.problemOf} />
        <CarrierRows carriers={own.carriers} onChange={(carriers) => set({ carriers }, "carriers")} problemOf={form.problemOf} />
        <Checkbox
          name={`${ROOT}.httpsOnly`}
          label="Plain HTTP is refused, whatever the instance requires"
          isChecked={own.httpsOnly}
          onCheckedChange={(httpsOnly) => set({ httpsOnly }, "httpsOnly")}
        />
      </div>
      <section aria-labelledby="wording" className="flex min-w-0 flex-col gap-3">
        <h2 id="wording" className="font-semibold text-xl tracking-tight">
          Refusals
        </h2>
        <WordingList
          draft={draft}
          context={context}
          onChange={(code, part) => {
            setDraft((before) => ({ ...before, wording: { ...before.wording, [code]: { ...before.wording[code], ...part } } }));
            form.noteEdit(wordingPlace(code));
          }}
          problemOf={form.problemOf}
        />
      </section>
      <details className="rounded-lg border border-line bg-surface">
        <summary className="cursor-pointer px-5 py-3 font-medium text-sm">All of it, as JSON</summary>
        <div className="px-5 pb-5">
          <ExpertJson dialect={literalOf(draft)} onApply={begin} />
        </div>
      </details>
    </FormFrame>
  );
}

interface StartChoiceProps {
  readonly shipped: readonly Dialect[];
  readonly onChoose: (dialect: Dialect) => void;
}

function StartChoice({ shipped, onChoose }: StartChoiceProps) {
  const [start, setStart] = useState(shipped[0]?.name ?? "");
  const choose = () => {
    const chosen = shipped.find(({ name }) => name === start);
    if (chosen !== undefined) onChoose(chosen);
  };
  return (
    <div className="flex flex-wrap items-end gap-3">
      <SelectField
        name="start"
        label="Begin with"
        className="min-w-0 flex-1"
        value={start}
        options={shipped.map(({ name, title }) => ({ value: name, label: title }))}
        onValueChange={setStart}
      />
      <Button className="mb-0.5" onClick={choose}>
        Replace the fields below
      </Button>
    </div>
  );
}

interface TextFieldsProps {
  readonly dialect: Dialect;
  readonly set: (part: Partial<Dialect>, field: keyof Dialect) => void;
  readonly problemOf: (place: string) => string | null;
}

const TEXTS = [
  { field: "title", label: "Title", hint: "As people call it.", most: 100 },
  { field: "name", label: "Short name", hint: "Not that of a dialect that ships.", most: 100 },
  { field: "challenge", label: "WWW-Authenticate of each 401", hint: "{api} stands for the API's short name.", most: 200 },
  { field: "tenantHeader", label: "Header that names the tenant", hint: "Empty: none.", most: 100 },
] as const;

function TextFields({ dialect, set, problemOf }: TextFieldsProps) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {TEXTS.map(({ field, label, hint, most }) => (
        <TextField
          key={field}
          name={`${ROOT}.${field}`}
          label={label}
          hint={hint}
          autoComplete="off"
          spellCheck={false}
          maxLength={most}
          value={dialect[field] ?? ""}
          onValueChange={(text) => set({ [field]: field === "tenantHeader" && text === "" ? null : text }, field)}
          problem={problemOf(`${ROOT}.${field}`)}
        />
      ))}
    </div>
  );
}
