// A diagnosis: the verdict, what to change, every check in its order, the answer that the client gets.
import { clsx } from "clsx";
import { CircleCheck, CircleX } from "lucide-react";
import Link from "next/link";
import type { Ref } from "react";
import { InlineCode } from "@/components/ui/code-block";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { type Diagnosis, EXAMPLE_REQUEST_ID } from "@/lib/core/diagnosis/diagnosis";
import { AnswerBlock } from "./answer-block";
import { StepList } from "./step-list";
import { WindowList } from "./window-list";

interface DiagnosisViewProps {
  readonly diagnosis: Diagnosis;
  readonly headingRef: Ref<HTMLHeadingElement>;
}

export function DiagnosisView({ diagnosis, headingRef }: DiagnosisViewProps) {
  const { code, answer, meaning, remedies, remarks, steps, windows } = diagnosis;
  const passes = code === null;
  const Icon = passes ? CircleCheck : CircleX;
  return (
    <section aria-labelledby="diagnosis" className="flex min-w-0 flex-col gap-6 rounded-lg border border-line bg-surface p-5 sm:p-6">
      <header className={clsx("flex flex-col gap-2", passes ? "text-good" : "text-bad")}>
        <h2
          id="diagnosis"
          ref={headingRef}
          tabIndex={-1}
          className="flex items-center gap-2.5 font-semibold text-lg tracking-tight outline-none"
        >
          <Icon aria-hidden="true" className="size-5 shrink-0" />
          {passes ? "Passes" : `Refused with ${answer?.status ?? 0}`}
        </h2>
        <p className="text-ink leading-relaxed">{meaning}</p>
      </header>
      {remedies.length > 0 && (
        <Part title="What to change">
          <ol className="flex list-decimal flex-col gap-2 pl-5 leading-relaxed marker:text-ink-soft">
            {remedies.map((remedy) => (
              <li key={remedy} className="break-words">
                {remedy}
              </li>
            ))}
          </ol>
        </Part>
      )}
      {remarks.length > 0 && (
        <Part title="About what was pasted">
          <ul className="flex list-disc flex-col gap-2 pl-5 text-ink-soft leading-relaxed">
            {remarks.map((remark) => (
              <li key={remark} className="break-words">
                {remark}
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Part title="What was tested">
        <Facts diagnosis={diagnosis} />
      </Part>
      <Part title="Checks, in the order in which they are made">
        <StepList steps={steps} />
      </Part>
      {windows.length > 0 && (
        <Part title="Limits now">
          <WindowList windows={windows} />
        </Part>
      )}
      {answer !== null && (
        <Part title="The answer that the client gets">
          <AnswerBlock answer={answer} />
          <p className="text-ink-soft text-sm">Each answer has an id of its own in place of {EXAMPLE_REQUEST_ID}.</p>
        </Part>
      )}
    </section>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <h3 className="font-semibold text-sm">{title}</h3>
      {children}
    </div>
  );
}

function Facts({ diagnosis: { api, credential, endpoint, key } }: { readonly diagnosis: Diagnosis }) {
  return (
    <DefinitionList>
      <Definition term="API">{api.name}</Definition>
      <Definition term="Credential">
        <InlineCode>{credential}</InlineCode>
      </Definition>
      {endpoint !== null && (
        <Definition term="Endpoint">
          <InlineCode>{endpoint}</InlineCode>
        </Definition>
      )}
      {key !== null && (
        <Definition term="Key">
          <Link href={`/keys/${key.publicId}`} prefetch={false} className="font-medium underline underline-offset-4">
            {key.name}
          </Link>{" "}
          <span className="font-mono text-[0.8125rem] text-ink-soft">{key.publicId}</span>
        </Definition>
      )}
    </DefinitionList>
  );
}
