// Every refusal with its status and its body, and beside each the answer as clients will get it.
"use client";
import { useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { CodeBlock } from "@/components/ui/code-block";
import { TextAreaField } from "@/components/ui/text-area-field";
import { TextField } from "@/components/ui/text-field";
import { DENIAL_CODES, type DenialCode } from "@/lib/core/denials/denial";
import { DENIAL_MEANINGS, whyNever } from "@/lib/core/denials/denial-meanings";
import { answerText, type PreviewContext, previewRefusal } from "@/lib/core/denials/preview-refusals";
import { type DialectDraft, literalOf, typedBody, type WordingDraft } from "./dialect-draft";

interface WordingListProps {
  readonly draft: DialectDraft;
  readonly context: PreviewContext;
  readonly onChange: (code: DenialCode, part: Partial<WordingDraft>) => void;
  readonly problemOf: (place: string) => string | null;
}

/** Where problems of that refusal stand. */
export function wordingPlace(code: DenialCode): string {
  return `customDialect.wording.${code}`;
}

export function WordingList({ draft, context, onChange, problemOf }: WordingListProps) {
  const [open, setOpen] = useState<ReadonlySet<DenialCode>>(new Set(["missing"]));
  const toggle = (code: DenialCode, isOpen: boolean) =>
    setOpen((before) => new Set(isOpen ? [...before, code] : [...before].filter((each) => each !== code)));
  return (
    <ul className="flex flex-col divide-y divide-line rounded-lg border border-line bg-surface">
      {DENIAL_CODES.map((code) => {
        const isBroken = problemOf(wordingPlace(code)) !== null || isNoJson(draft.wording[code]);
        return (
          <li key={code}>
            <details open={open.has(code) || isBroken} onToggle={(event) => toggle(code, event.currentTarget.open)}>
              <summary className="cursor-pointer px-5 py-3 text-sm">
                <span className="inline-block w-12 tabular-nums">{draft.wording[code].status}</span>
                <span className="font-medium">{DENIAL_MEANINGS[code].title}</span>
              </summary>
              {(open.has(code) || isBroken) && (
                <Refusal code={code} draft={draft} context={context} onChange={onChange} problemOf={problemOf} />
              )}
            </details>
          </li>
        );
      })}
    </ul>
  );
}

function isNoJson({ body, isEmpty }: WordingDraft): boolean {
  return !isEmpty && typedBody(body) === undefined;
}

function Refusal({ code, draft, context, onChange, problemOf }: WordingListProps & { readonly code: DenialCode }) {
  const wording = draft.wording[code];
  const place = wordingPlace(code);
  const set = (part: Partial<WordingDraft>) => onChange(code, part);
  const never = whyNever(code, draft.dialect);
  return (
    <div className="grid min-w-0 gap-5 px-5 pb-5 lg:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-4">
        <p className="text-ink-soft text-sm leading-relaxed">
          {DENIAL_MEANINGS[code].when}
          {never !== null && ` Not met in this dialect: ${never}.`}
        </p>
        <TextField
          name={`${place}.status`}
          label="Status"
          inputMode="numeric"
          autoComplete="off"
          className="w-32"
          value={wording.status}
          onValueChange={(status) => set({ status })}
          problem={problemOf(`${place}.status`)}
        />
        <Checkbox name={`${place}.empty`} label="No body" isChecked={wording.isEmpty} onCheckedChange={(isEmpty) => set({ isEmpty })} />
        {!wording.isEmpty && (
          <TextAreaField
            name={`${place}.body`}
            label="Body, as JSON"
            hint="Names in braces are filled in: {limit}, {window}, {retryAfter}, {required}, {keyId}, {requestId}, {api}, {detail}, {support}."
            rows={6}
            spellCheck={false}
            className="[&_textarea]:font-mono [&_textarea]:text-[0.8125rem]"
            value={wording.body}
            onValueChange={(body) => set({ body })}
            problem={isNoJson(wording) ? "This is not JSON." : problemOf(`${place}.body`)}
          />
        )}
      </div>
      <Preview code={code} draft={draft} context={context} />
    </div>
  );
}

function Preview({ code, draft, context }: { readonly code: DenialCode; readonly draft: DialectDraft; readonly context: PreviewContext }) {
  const literal = literalOf(draft);
  // A status that is being typed is none yet.
  if (!Number.isInteger(literal.wording[code].status) || isNoJson(draft.wording[code])) {
    return <p className="text-ink-soft text-sm">The answer is shown here once status and body can be read.</p>;
  }
  return (
    <CodeBlock wraps label={`Answer: ${DENIAL_MEANINGS[code].title}`} className="self-start">
      {answerText(previewRefusal(code, literal, context))}
    </CodeBlock>
  );
}
