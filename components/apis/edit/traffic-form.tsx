// What else decides about the requests of an API: its own hosts, browsers' pages, sizes and times, windows of all callers together.
"use client";
import { useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { FieldGroup } from "@/components/ui/field-group";
import { TextAreaField } from "@/components/ui/text-area-field";
import { TextField } from "@/components/ui/text-field";
import { type ApiPatch, typedLines, typedNumber } from "@/lib/core/apis/api-form";
import type { EditedApi } from "@/lib/core/apis/edited-api";
import { FormFrame } from "./form-frame";
import { type HeaderDraft, HeaderRows, headersOf } from "./header-rows";
import { type SendApiForm, useApiForm } from "./use-api-form";
import { useRows } from "./use-rows";
import { WindowRows, windowDrafts, windowsOf } from "./window-rows";

interface TrafficFormProps {
  readonly api: EditedApi;
  readonly save: SendApiForm;
}

const SWITCHES = [
  { name: "strictHeaderCase", label: "Names of credential headers count only in the case in which the vendor writes them" },
  { name: "lenientBearerHeader", label: "A token may also stand in a header named Bearer" },
  { name: "allowEncodedSlash", label: "%2F in a path passes to the upstream, undecoded" },
] as const;

function draftOf({ hosts, settings }: EditedApi) {
  return {
    hosts: hosts.join("\n"),
    origins: settings.cors.origins.join("\n"),
    corsHeaders: settings.cors.headers.join("\n"),
    maxBodyBytes: settings.maxBodyBytes === null ? "" : String(settings.maxBodyBytes),
    timeout: String(settings.upstreamTimeoutSeconds),
    windows: windowDrafts(settings.windows),
    strictHeaderCase: settings.strictHeaderCase,
    lenientBearerHeader: settings.lenientBearerHeader,
    allowEncodedSlash: settings.allowEncodedSlash,
  };
}

type TrafficDraft = ReturnType<typeof draftOf>;

function patchOf(draft: TrafficDraft, headers: readonly HeaderDraft[], isBuiltIn: boolean): ApiPatch {
  const { strictHeaderCase, lenientBearerHeader, allowEncodedSlash } = draft;
  const common = {
    windows: windowsOf(draft.windows),
    cors: { origins: typedLines(draft.origins), headers: typedLines(draft.corsHeaders) },
    maxBodyBytes: draft.maxBodyBytes.trim() === "" ? null : typedNumber(draft.maxBodyBytes),
    strictHeaderCase,
    lenientBearerHeader,
  };
  if (isBuiltIn) return common;
  const upstreamTimeoutSeconds = typedNumber(draft.timeout);
  return { ...common, hosts: typedLines(draft.hosts), upstreamTimeoutSeconds, allowEncodedSlash, upstreamHeaders: headersOf(headers) };
}

const FIELDS = ["hosts", "windows", "cors", "maxBodyBytes", "upstreamTimeoutSeconds", "upstreamHeaders"];

export function TrafficForm({ api, save }: TrafficFormProps) {
  const form = useApiForm(save);
  const [draft, setDraft] = useState(() => draftOf(api));
  const headers = useRows<HeaderDraft>(api.secretNames.upstreamHeaders.map((name) => ({ name, value: null, isNew: false })));
  const set = (part: Partial<TrafficDraft>, field: string) => {
    setDraft((before) => ({ ...before, ...part }));
    form.noteEdit(field);
  };
  return (
    <FormFrame
      form={form}
      fields={FIELDS}
      submitLabel="Save"
      pendingLabel="Saving …"
      onSubmit={() => form.send(patchOf(draft, headers.values, api.isBuiltIn))}
    >
      <div className="flex max-w-2xl min-w-0 flex-col gap-8">
        {api.isBuiltIn ? (
          <p className="text-ink-soft text-sm leading-relaxed">
            Keyfuse itself answers for this API under its own address, so it has no hosts, no time-out and no added headers.
          </p>
        ) : (
          <TextAreaField
            name="hosts"
            label="Hosts of its own"
            hint="One per line, such as api.example.com. Point its name at this instance; every path under it is this API's."
            spellCheck={false}
            value={draft.hosts}
            onValueChange={(hosts) => set({ hosts }, "hosts")}
            problem={form.listProblemOf("hosts")}
          />
        )}
        <WindowRows
          legend="Windows of all callers together"
          hint="Beside the windows of their plans: what the upstream can bear."
          drafts={draft.windows}
          onChange={(windows) => set({ windows }, "windows")}
          place="windows"
          problemOf={form.problemOf}
        />
        <CorsFields draft={draft} set={set} listProblemOf={form.listProblemOf} />
        <SizeFields draft={draft} set={set} problemOf={form.problemOf} isBuiltIn={api.isBuiltIn} />
        {!api.isBuiltIn && <HeaderRows headers={headers} problem={form.problemOf("upstreamHeaders")} noteEdit={form.noteEdit} />}
        <FieldGroup legend="Peculiarities" hint="For clients that need them; none is needed by new ones.">
          {SWITCHES.filter(({ name }) => !(api.isBuiltIn && name === "allowEncodedSlash")).map(({ name, label }) => (
            <Checkbox
              key={name}
              name={name}
              label={label}
              isChecked={draft[name]}
              onCheckedChange={(isOn) => set({ [name]: isOn }, name)}
            />
          ))}
        </FieldGroup>
      </div>
    </FormFrame>
  );
}

interface PartProps {
  readonly draft: TrafficDraft;
  readonly set: (part: Partial<TrafficDraft>, field: string) => void;
}

function CorsFields({ draft, set, listProblemOf }: PartProps & { readonly listProblemOf: (place: string) => string | null }) {
  return (
    <FieldGroup legend="Browsers (CORS)" hint="Pages of other origins that may read answers. Cookies are never part of it.">
      <TextAreaField
        name="cors.origins"
        label="Origins"
        hint="One per line, such as https://app.example.com."
        spellCheck={false}
        value={draft.origins}
        onValueChange={(origins) => set({ origins }, "cors.origins")}
        problem={listProblemOf("cors.origins")}
      />
      <TextAreaField
        name="cors.headers"
        label="Headers that they may send besides the credential"
        hint="One per line."
        spellCheck={false}
        rows={2}
        value={draft.corsHeaders}
        onValueChange={(corsHeaders) => set({ corsHeaders }, "cors.headers")}
        problem={listProblemOf("cors.headers")}
      />
    </FieldGroup>
  );
}

type SizeFieldsProps = PartProps & { readonly problemOf: (place: string) => string | null; readonly isBuiltIn: boolean };

function SizeFields({ draft, set, problemOf, isBuiltIn }: SizeFieldsProps) {
  return (
    <div className="grid gap-6 sm:grid-cols-2">
      <TextField
        name="maxBodyBytes"
        label="Largest body, in bytes"
        hint="Empty: no cap. A larger body is refused; none is ever cut."
        inputMode="numeric"
        autoComplete="off"
        value={draft.maxBodyBytes}
        onValueChange={(maxBodyBytes) => set({ maxBodyBytes }, "maxBodyBytes")}
        problem={problemOf("maxBodyBytes")}
      />
      {!isBuiltIn && (
        <TextField
          name="upstreamTimeoutSeconds"
          label="Waits for the upstream, in seconds"
          hint="Until its answer begins; then it may take as long as it needs."
          inputMode="numeric"
          autoComplete="off"
          value={draft.timeout}
          onValueChange={(timeout) => set({ timeout }, "upstreamTimeoutSeconds")}
          problem={problemOf("upstreamTimeoutSeconds")}
        />
      )}
    </div>
  );
}
