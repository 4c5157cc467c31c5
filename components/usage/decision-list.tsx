// The latest requests of a key and what became of each: filtered by links and found by id, without scripts too.
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { choiceClasses } from "@/components/ui/choice-classes";
import { Instant } from "@/components/ui/instant";
import { reasonTitle } from "@/lib/core/denials/reason-words";
import { instantText } from "@/lib/core/instant";
import { type DecisionFilter, decisionsPath, filterDecisions } from "@/lib/core/schemas/usage-query";
import type { DecisionView } from "@/lib/core/schemas/usage-view";
import { OUTCOMES } from "@/lib/core/usage/outcome";
import { callText } from "./endpoint-use-table";
import { OUTCOME_LOOKS } from "./outcome-looks";
import { RequestFinder } from "./request-finder";

interface DecisionListProps {
  /** Newest first. */
  readonly decisions: readonly DecisionView[];
  readonly filter: DecisionFilter;
  /** The page that it stands on, and the anchor of its heading there. */
  readonly path: string;
  readonly anchor: string;
  /** Whether the ids lead to explanations. */
  readonly mayExplain: boolean;
}

export function DecisionList({ decisions, filter, path, anchor, mayExplain }: DecisionListProps) {
  const shown = filterDecisions(decisions, filter);
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <div className="flex flex-wrap items-end justify-between gap-4">
        <OutcomeFilter decisions={decisions} filter={filter} path={path} anchor={anchor} />
        <RequestFinder
          path={`${path}#${anchor}`}
          label="Requests of this key"
          submit="Find"
          value={filter.request}
          kept={filter.outcome === null ? [] : [["outcome", filter.outcome]]}
        />
      </div>
      {shown.length === 0 ? (
        <p className="text-ink-soft text-sm leading-relaxed">
          {filter.request === "" ? "None of the latest requests ended so." : "None of the latest requests has this id."}{" "}
          <Link
            href={decisionsPath(path, { outcome: null, request: "" }, anchor)}
            prefetch={false}
            className="underline underline-offset-4"
          >
            Show all
          </Link>
        </p>
      ) : (
        <DecisionTable decisions={shown} mayExplain={mayExplain} />
      )}
    </div>
  );
}

function OutcomeFilter({ decisions, filter, path, anchor }: Omit<DecisionListProps, "mayExplain">) {
  const choices = [null, ...OUTCOMES].map((outcome) => ({
    outcome,
    label: outcome === null ? "All" : OUTCOME_LOOKS[outcome].label,
    count: filterDecisions(decisions, { outcome, request: "" }).length,
  }));
  return (
    <nav aria-label="Requests by outcome">
      <ul className="flex flex-wrap gap-2">
        {choices.map(({ outcome, label, count }) => (
          <li key={label}>
            <Link
              href={decisionsPath(path, { ...filter, outcome }, anchor)}
              prefetch={false}
              scroll={false}
              aria-current={outcome === filter.outcome ? "true" : undefined}
              className={choiceClasses({ isChosen: outcome === filter.outcome, shape: "pill" })}
            >
              {label} <span className="font-normal">{count}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

const COLUMNS = ["Time", "Outcome", "Call", "Status", "From", "Request id"] as const;

/** A table of its own, since it scrolls both ways within itself and keeps its head in sight. */
function DecisionTable({ decisions, mayExplain }: Pick<DecisionListProps, "decisions" | "mayExplain">) {
  return (
    <section
      aria-label="Latest requests"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
      tabIndex={0}
      className="scroll-hint relative max-h-[28rem] overflow-auto rounded-lg border border-line"
    >
      <table className="w-full text-left text-sm">
        <caption className="sr-only">Latest requests</caption>
        <thead className="sticky top-0 bg-surface text-ink-soft shadow-[0_1px_0_var(--line)]">
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className="whitespace-nowrap px-4 py-2.5 font-medium">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {decisions.map((decision) => (
            <DecisionRow key={decision.requestId} decision={decision} mayExplain={mayExplain} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function DecisionRow({ decision, mayExplain }: { readonly decision: DecisionView; readonly mayExplain: boolean }) {
  const { requestId, atMs, outcome, reason, status, range } = decision;
  return (
    <tr className="align-top">
      <td className="whitespace-nowrap px-4 py-2.5 tabular-nums">
        <Instant at={instantText(atMs)} withSeconds />
      </td>
      <td className="px-4 py-2.5">
        <Badge tone={OUTCOME_LOOKS[outcome].tone}>{OUTCOME_LOOKS[outcome].label}</Badge>
        {reason !== null && <span className="mt-1 block min-w-32 text-ink-soft text-xs">{reasonTitle(reason)}</span>}
      </td>
      <td className="min-w-40 px-4 [overflow-wrap:anywhere] py-2.5 font-mono text-[0.8125rem]">{callText(decision)}</td>
      <td className="whitespace-nowrap px-4 py-2.5 tabular-nums">{status === 0 ? "–" : `${status}xx`}</td>
      <td className="whitespace-nowrap px-4 py-2.5 font-mono text-[0.8125rem]">{range ?? "–"}</td>
      <td className="whitespace-nowrap px-4 py-2.5 font-mono text-[0.8125rem]">
        {mayExplain ? (
          <Link href={`/explain/${requestId}`} prefetch={false} className="underline underline-offset-4">
            <span className="sr-only">Explain </span>
            {requestId}
          </Link>
        ) : (
          requestId
        )}
      </td>
    </tr>
  );
}
