// The whole dialect as JSON, for those who change more of it than the fields above show.
"use client";
import { useState, useTransition } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { InlineCode } from "@/components/ui/code-block";
import { CopyButton } from "@/components/ui/copy-button";
import { TextAreaField } from "@/components/ui/text-area-field";
import type { Dialect } from "@/lib/core/dialects/dialect";

interface Fault {
  readonly path: string;
  readonly message: string;
}

interface ExpertJsonProps {
  readonly dialect: Dialect;
  readonly onApply: (dialect: Dialect) => void;
}

/** The schema is large, and is loaded when somebody needs it. */
async function judge(text: string): Promise<{ readonly dialect: Dialect } | { readonly faults: readonly Fault[] }> {
  const { dialectSchema } = await import("@/lib/core/dialects/dialect-schema");
  try {
    const parsed = dialectSchema.safeParse(JSON.parse(text));
    if (parsed.success) return { dialect: parsed.data };
    return { faults: parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message })) };
  } catch {
    return { faults: [{ path: "", message: "This is not JSON." }] };
  }
}

export function ExpertJson({ dialect, onApply }: ExpertJsonProps) {
  const [text, setText] = useState<string | null>(null);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [isApplied, setApplied] = useState(false);
  const [isPending, startJudging] = useTransition();
  const shown = text ?? JSON.stringify(dialect, null, 2);
  const apply = () =>
    startJudging(async () => {
      const judged = await judge(shown);
      setFaults("faults" in judged ? judged.faults : []);
      setApplied("dialect" in judged);
      if ("faults" in judged) return;
      setText(null);
      onApply(judged.dialect);
    });
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <TextAreaField
        name="literal"
        label="The dialect as JSON"
        hint="As a bootstrap file writes it under customDialect. It follows the fields above until you change it here."
        rows={16}
        spellCheck={false}
        className="[&_textarea]:font-mono [&_textarea]:text-[0.8125rem]"
        value={shown}
        onValueChange={(value) => {
          setText(value);
          setFaults([]);
          setApplied(false);
        }}
        problem={faults.length === 0 ? null : "Some of this is no dialect."}
      />
      {faults.length > 0 && (
        <Alert tone="bad">
          <ul className="flex flex-col gap-1">
            {faults.slice(0, 20).map(({ path, message }) => (
              <li key={path + message} className="[overflow-wrap:anywhere]">
                {path !== "" && (
                  <>
                    <InlineCode>{path}</InlineCode>:{" "}
                  </>
                )}
                {message}
              </li>
            ))}
          </ul>
        </Alert>
      )}
      {isApplied && <Alert tone="info">The fields above show it. Save to put it into force.</Alert>}
      <div className="flex flex-wrap gap-3">
        <Button onClick={apply} disabled={isPending || text === null}>
          {isPending ? "Checking …" : "Put it into the fields"}
        </Button>
        <CopyButton text={shown} label="Copy the dialect" />
      </div>
    </div>
  );
}
