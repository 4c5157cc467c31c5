// One request, explained: the verdict, what would have to change, what arrived, every check in its order, the answer that was sent.
import { clsx } from "clsx";
import { CircleCheck, CircleX } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { AnswerBlock } from "@/components/tester/answer-block";
import { StepList } from "@/components/tester/step-list";
import { Alert } from "@/components/ui/alert";
import { Instant } from "@/components/ui/instant";
import { Section } from "@/components/ui/section";
import { reasonTitle } from "@/lib/core/denials/reason-words";
import type { Change, ChangePlace } from "@/lib/core/explanation/changes";
import type { RequestExplanation, SentAnswer } from "@/lib/core/explanation/explanation";
import type { LaterChange } from "@/lib/core/explanation/then";
import { mayTake, type Rights } from "@/lib/core/roles";
import { ArrivedFacts } from "./arrived-facts";

interface ExplanationViewProps {
  readonly explanation: RequestExplanation;
  /** Of whoever reads it: no link leads to what they may not open. */
  readonly rights: Rights;
}

export function ExplanationView({ explanation, rights }: ExplanationViewProps) {
  const { decidedBy, change, steps, answer, changedSince } = explanation;
  return (
    <div className="flex min-w-0 flex-col gap-10">
      <Verdict explanation={explanation} />
      {change !== null && (
        <Section id="change" title="What would have to change">
          <ChangeText change={change} rights={rights} />
        </Section>
      )}
      <Section id="arrived" title="What arrived">
        <ArrivedFacts explanation={explanation} />
      </Section>
      {steps.length > 0 && (
        <Section
          id="checks"
          title="Checks"
          lead={
            decidedBy === null
              ? "In the order in which they are made; all that apply passed."
              : `In the order in which they are made. The one that decided: “${decidedBy}”.`
          }
        >
          <StepList steps={steps} />
          <p className="max-w-prose text-ink-soft text-sm">
            Whether a check applies is told by the API and the key as they are today. What came of it is told by the decision.
            {changedSince !== null && (
              <>
                {" "}
                The API was changed since then, last <Instant at={changedSince.at} />.
              </>
            )}
          </p>
        </Section>
      )}
      <Section id="answer" title="The answer that was sent">
        {answer.kind === "shown" && changedSince?.isOfDialect && <OtherWords changedSince={changedSince} />}
        <Answer answer={answer} />
      </Section>
    </div>
  );
}

function Verdict({ explanation: { request, meaning } }: Pick<ExplanationViewProps, "explanation">) {
  const passed = request.reason === null;
  const Icon = passed ? CircleCheck : CircleX;
  return (
    <section aria-labelledby="verdict" className="flex min-w-0 flex-col gap-2 rounded-lg border border-line bg-surface p-5 sm:p-6">
      <h2
        id="verdict"
        className={clsx("flex items-center gap-2.5 font-semibold text-lg tracking-tight", passed ? "text-good" : "text-bad")}
      >
        <Icon aria-hidden="true" className="size-5 shrink-0" />
        {request.reason === null ? "Let through" : `Refused: ${reasonTitle(request.reason)}`}
      </h2>
      <p className="max-w-prose leading-relaxed">{meaning}</p>
    </section>
  );
}

function ChangeText({ change: { text, place }, rights }: { readonly change: Change; readonly rights: Rights }) {
  return (
    <p className="max-w-prose leading-relaxed">
      {text} {place !== null && mayOpen(place, rights) && <TextLink href={place.href}>{place.label}</TextLink>}
    </p>
  );
}

function mayOpen({ action }: ChangePlace, rights: Rights): boolean {
  return action === undefined || mayTake(rights, action);
}

function OtherWords({ changedSince: { at } }: { readonly changedSince: LaterChange }) {
  return (
    <Alert tone="warn">
      The dialect of this API was changed after this request (the API last <Instant at={at} />
      ). The answer is shown in today&apos;s words, and the client may have read others.
    </Alert>
  );
}

function Answer({ answer }: { readonly answer: SentAnswer }) {
  if (answer.kind === "not-kept") return <p className="max-w-prose text-ink-soft leading-relaxed">{answer.why}</p>;
  return (
    <>
      <AnswerBlock answer={answer.answer} />
      <p className="max-w-prose text-ink-soft text-sm leading-relaxed">
        Made of the facts that were kept, in the words of the API&apos;s dialect as they are today. Beside these header lines stood those of
        the connection (Date, Content-Length), and those for scripts of other sites (CORS) where the API lets any read it.
      </p>
    </>
  );
}

function TextLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  return (
    <Link href={href} prefetch={false} className="font-medium text-accent underline underline-offset-4">
      {children}
    </Link>
  );
}
