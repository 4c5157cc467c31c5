// An answer letter for letter: status, headers, body.
import { CodeBlock } from "@/components/ui/code-block";
import type { ShownAnswer } from "@/lib/core/diagnosis/shown-answer";

export function AnswerBlock({ answer: { status, headers, body } }: { readonly answer: ShownAnswer }) {
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  return <CodeBlock label="Answer">{[`HTTP ${status}`, ...lines, "", body === "" ? "(no body)" : body].join("\n")}</CodeBlock>;
}
