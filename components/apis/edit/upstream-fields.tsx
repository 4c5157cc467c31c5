// Where the requests of an API go: an address, the built-in sample service, or nowhere.
"use client";
import { FieldGroup } from "@/components/ui/field-group";
import { RadioGroup } from "@/components/ui/radio-group";
import { TextField } from "@/components/ui/text-field";

/** What is chosen, and what was typed. */
export interface UpstreamDraft {
  readonly kind: "url" | "sample" | "none";
  readonly url: string;
}

export function upstreamDraft(upstream: string | null): UpstreamDraft {
  if (upstream === null) return { kind: "none", url: "" };
  return upstream === "sample" ? { kind: "sample", url: "" } : { kind: "url", url: upstream };
}

/** As it is sent; an empty text is no upstream. */
export function upstreamOf({ kind, url }: UpstreamDraft): string {
  if (kind === "sample") return "sample";
  // An address that was not typed is refused beside its field, and never taken for none.
  return kind === "none" ? "" : url.trim() || "https://";
}

interface UpstreamFieldsProps {
  readonly draft: UpstreamDraft;
  readonly onChange: (draft: UpstreamDraft) => void;
  readonly problem: string | null;
}

const CHOICES = [
  { value: "url", label: "A service of yours", hint: "Requests with a good key are passed on to it." },
  { value: "sample", label: "The built-in sample service", hint: "Answers by itself; good for trying things out." },
  { value: "none", label: "None", hint: "Your own servers ask POST /v1/verify about each request. The gateway answers 404." },
];

export function UpstreamFields({ draft, onChange, problem }: UpstreamFieldsProps) {
  return (
    <FieldGroup legend="Upstream" problem={draft.kind === "url" ? null : problem}>
      <RadioGroup
        name="upstreamKind"
        value={draft.kind}
        options={CHOICES}
        onValueChange={(kind) => onChange({ ...draft, kind: kind as UpstreamDraft["kind"] })}
      />
      {draft.kind === "url" && (
        <TextField
          name="upstream"
          label="Base URL"
          hint="http or https, without credentials or query. The path of a request is added to it. Certificates are verified."
          placeholder="https://api.internal.example.com"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          maxLength={2000}
          value={draft.url}
          onValueChange={(url) => onChange({ ...draft, url })}
          problem={problem}
        />
      )}
    </FieldGroup>
  );
}
