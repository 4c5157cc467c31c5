// Takes a document, shows what it would change, and sends what was chosen of it.
"use client";
import { type FormEvent, useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Form } from "@/components/ui/form";
import { TextAreaField } from "@/components/ui/text-area-field";
import { MOST_DOCUMENT_BYTES } from "@/lib/core/openapi-import/document-size";
import type { ImportPreview } from "@/lib/core/openapi-import/import-preview";
import { type ActionState, IDLE, messageFor, type RefusedState } from "@/lib/core/schemas/action-state";
import { ImportPlan, type ImportPlanProps } from "./import-plan";

interface ImportFormProps extends Pick<ImportPlanProps, "slug" | "onTemplate" | "save"> {
  readonly plan: (form: FormData) => Promise<{ readonly kind: "preview"; readonly preview: ImportPreview } | RefusedState>;
}

const NOT_SENT: RefusedState = {
  kind: "refused",
  problems: [{ field: "document", code: "invalid", message: "The server could not be reached, or failed. Try again." }],
};

export function ImportForm({ plan, ...forPlan }: ImportFormProps) {
  const [state, setState] = useState<ActionState>(IDLE);
  const [text, setText] = useState("");
  const [usesBasePath, setUsesBasePath] = useState(false);
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  // Each plan begins with choices of its own.
  const [turn, setTurn] = useState(0);
  // A tick that changes the plan keeps the focus; whoever asks for the plan is led to it.
  const [takesFocus, setTakesFocus] = useState(true);
  const [isPending, startSending] = useTransition();
  const area = useRef<HTMLFormElement>(null);
  const look = (document: string, withBasePath: boolean) => {
    const form = new FormData();
    form.set("document", document);
    if (withBasePath) form.set("usesBasePath", "on");
    startSending(async () => {
      const answer = await plan(form).catch(() => NOT_SENT);
      setPreview(answer.kind === "preview" ? answer.preview : null);
      setTurn((before) => before + 1);
      setState(answer.kind === "preview" ? IDLE : answer);
      if (answer.kind !== "preview") area.current?.querySelector("textarea")?.focus();
    });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTakesFocus(true);
    look(text, usesBasePath);
  };
  const type = (value: string) => {
    setText(value);
    setState(IDLE);
    setPreview(null);
  };
  const problem = messageFor(state, "document") ?? messageFor(state, "");
  return (
    <>
      <Form ref={area} onSubmit={submit} noValidate className="flex min-w-0 flex-col gap-5">
        <DocumentFile
          onText={type}
          onProblem={(message) => setState({ kind: "refused", problems: [{ field: "document", code: "invalid", message }] })}
        />
        <TextAreaField
          name="document"
          label="The document"
          hint="References within it are followed; nothing is fetched, and nothing of it is kept but what you choose."
          rows={text === "" ? 8 : 5}
          spellCheck={false}
          autoComplete="off"
          className="[&_textarea]:font-mono [&_textarea]:text-[0.8125rem]"
          value={text}
          onValueChange={type}
          problem={problem}
        />
        <div>
          <Button type="submit" look={preview === null ? "main" : "plain"} disabled={isPending}>
            {isPending ? "Reading …" : "Show what would change"}
          </Button>
        </div>
      </Form>
      {preview !== null && preview.basePath !== "" && (
        <Checkbox
          name="usesBasePath"
          label={`Put ${preview.basePath} before each path`}
          hint="The document's server has that path. Leave it unticked when the upstream's base URL ends with it already."
          isChecked={usesBasePath}
          onCheckedChange={(isChecked) => {
            setUsesBasePath(isChecked);
            setTakesFocus(false);
            look(text, isChecked);
          }}
        />
      )}
      {preview !== null && <ImportPlan key={turn} preview={preview} takesFocus={takesFocus} {...forPlan} />}
    </>
  );
}

interface DocumentFileProps {
  readonly onText: (text: string) => void;
  readonly onProblem: (message: string) => void;
}

function DocumentFile({ onText, onProblem }: DocumentFileProps) {
  const read = async (file: File | undefined) => {
    if (file === undefined) return;
    if (file.size > MOST_DOCUMENT_BYTES) {
      onProblem("The file is larger than 900 kB. Import it with keyfuse apis import-openapi on the machine that runs Keyfuse.");
      return;
    }
    onText(await file.text());
  };
  return (
    <label className="flex flex-col gap-1.5 font-medium text-sm">
      A file
      <input
        type="file"
        accept=".json,.yaml,.yml,application/json,application/yaml"
        onChange={(event) => void read(event.currentTarget.files?.[0])}
        className="block w-full min-w-0 text-sm file:mr-3 file:min-h-10 file:cursor-pointer file:rounded-md file:border file:border-line-strong file:border-solid file:bg-surface file:px-4 file:font-medium file:text-ink"
      />
    </label>
  );
}
