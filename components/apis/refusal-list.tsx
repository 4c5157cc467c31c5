// Every refusal of a dialect: when it happens, what to do, and the answer word for word. Filtered by links, so that it works without scripts.
import Link from "next/link";
import { choiceClasses } from "@/components/ui/choice-classes";
import { CodeBlock } from "@/components/ui/code-block";
import type { DenialCode } from "@/lib/core/denials/denial";
import {
  answerText,
  type RefusalPreview,
  type RefusalReason,
  type RefusalTable,
  statusGroup,
  statusGroups,
  statusText,
} from "@/lib/core/denials/preview-refusals";

interface RefusalListProps {
  readonly table: RefusalTable;
  /** The page that it stands on. */
  readonly path: string;
  /** The id of the heading above it, to which a filter leads back. */
  readonly anchor: string;
  /** The group of statuses that was asked for; whatever is none shows all. */
  readonly asked: string | undefined;
}

/** The anchor of one refusal. */
export function refusalAnchor(code: DenialCode): string {
  return `refusal-${code.replaceAll("_", "-")}`;
}

export function RefusalList({ table, path, anchor, asked }: RefusalListProps) {
  const groups = statusGroups(table.previews);
  const shown = groups.find((group) => group === asked) ?? null;
  const previews = table.previews.filter(({ status }) => shown === null || statusGroup(status) === shown);
  return (
    <div className="flex min-w-0 flex-col gap-5">
      <StatusFilter groups={groups} shown={shown} path={path} anchor={anchor} />
      <ul className="flex flex-col gap-5">
        {previews.map((preview) => (
          <li key={preview.reasons[0]?.code} className="break-inside-avoid rounded-lg border border-line bg-surface">
            <Refusal preview={preview} />
          </li>
        ))}
      </ul>
      {shown === null && <NeverList never={table.never} />}
    </div>
  );
}

interface StatusFilterProps extends Pick<RefusalListProps, "path" | "anchor"> {
  readonly groups: readonly string[];
  readonly shown: string | null;
}

function StatusFilter({ groups, shown, path, anchor }: StatusFilterProps) {
  const choices = [{ group: null, label: "All" }, ...groups.map((group) => ({ group, label: group }))];
  return (
    <nav aria-label="Refusals by status" className="print:hidden">
      <ul className="flex flex-wrap gap-2">
        {choices.map(({ group, label }) => (
          <li key={label}>
            <Link
              href={group === null ? `${path}#${anchor}` : `${path}?status=${group}#${anchor}`}
              prefetch={false}
              aria-current={group === shown ? "true" : undefined}
              className={choiceClasses({ isChosen: group === shown, shape: "pill" })}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Refusal({ preview }: { readonly preview: RefusalPreview }) {
  return (
    <div className="grid min-w-0 gap-5 p-5 lg:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-5">
        {preview.reasons.map((reason) => (
          <Reason key={reason.code} reason={reason} status={preview.status} />
        ))}
      </div>
      <CodeBlock wraps label={`Answer: ${statusText(preview.status)}, ${preview.reasons[0]?.title}`} className="self-start">
        {answerText(preview)}
      </CodeBlock>
    </div>
  );
}

function Reason({ reason, status }: { readonly reason: RefusalReason; readonly status: number }) {
  const anchor = refusalAnchor(reason.code);
  return (
    <div id={anchor} className="flex scroll-mt-6 flex-col gap-1 target:rounded-md target:bg-accent-soft target:p-3">
      <h3 className="font-medium">
        <a href={`#${anchor}`} className="hover:underline hover:underline-offset-4">
          <span className="tabular-nums">{status}</span> {reason.title}
        </a>
      </h3>
      <p className="text-sm leading-relaxed">{reason.when}</p>
      <p className="text-ink-soft text-sm leading-relaxed">{reason.fix}</p>
    </div>
  );
}

function NeverList({ never }: { readonly never: RefusalTable["never"] }) {
  if (never.length === 0) return null;
  return (
    <div className="text-ink-soft text-sm leading-relaxed">
      <p>Never met in this dialect:</p>
      <ul className="list-disc pl-5">
        {never.map(({ code, title, because }) => (
          <li key={code} id={refusalAnchor(code)}>
            {title}: {because}.
          </li>
        ))}
      </ul>
    </div>
  );
}
