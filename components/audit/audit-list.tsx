// Rows of the audit as sentences, the newest first; what a row holds besides is folded away.
import Link from "next/link";
import { Card } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import { type AuditFilter, auditQueryText, narrowsAudit, WHOLE_AUDIT } from "@/lib/core/schemas/audit-query";
import type { ShownEntry } from "@/lib/core/schemas/shown-entry";

interface AuditListProps {
  readonly entries: readonly ShownEntry[];
  readonly query: AuditFilter;
}

export function AuditList({ entries, query }: AuditListProps) {
  if (entries.length === 0) return <NoEntry isNarrowed={narrowsAudit(query)} />;
  return (
    <Card className="p-0 sm:p-0">
      <ol data-rows aria-label="Audit" className="divide-y divide-line">
        {entries.map((entry) => (
          <Entry key={`${entry.chain} ${entry.sequence}`} entry={entry} />
        ))}
      </ol>
    </Card>
  );
}

function NoEntry({ isNarrowed }: { readonly isNarrowed: boolean }) {
  if (!isNarrowed)
    return (
      <EmptyState title="Nothing was changed yet">
        <p>As soon as somebody makes a key, an API or anything else, it stands here: who did it, when, and to what.</p>
      </EmptyState>
    );
  return (
    <EmptyState title="No such row">
      <p>Nothing in the audit fits all of these filters.</p>
      <p>
        <Link href="/audit" prefetch={false} className="text-accent underline underline-offset-4">
          Show the whole audit
        </Link>
      </p>
    </EmptyState>
  );
}

function Entry({ entry }: { readonly entry: ShownEntry }) {
  const { by, words, at, about } = entry;
  return (
    <li className="flex min-w-0 flex-col gap-1 px-5 py-3.5 text-sm sm:px-6">
      <p className="break-words [overflow-wrap:anywhere]">
        <Named {...by} className="font-medium first-letter:uppercase" /> {words}
      </p>
      <p className="flex min-w-0 flex-wrap gap-x-3 gap-y-0.5 text-ink-soft">
        <Instant at={at} />
        <span className="min-w-0 [overflow-wrap:anywhere]">
          <span className="sr-only">About </span>
          <Named {...about} />
        </span>
      </p>
      <details>
        <summary className="w-fit cursor-pointer py-1.5 text-ink-soft hover:text-ink">Details</summary>
        <Details entry={entry} />
      </details>
    </li>
  );
}

function Details({ entry: { chain, tenant, sequence, at, actor, by, action, target, about, details } }: { readonly entry: ShownEntry }) {
  return (
    <div className="flex min-w-0 flex-col gap-3 border-line border-l-2 py-1 pl-4">
      <DefinitionList>
        <Definition term="Action">
          <code className="font-mono text-[0.8125rem]">{action}</code>
        </Definition>
        <Definition term="Who">
          <code className="font-mono text-[0.8125rem] [overflow-wrap:anywhere]">{actor}</code>
          <Narrowed filter={{ ...WHOLE_AUDIT, actor }}>Everything by {by.name}</Narrowed>
        </Definition>
        <Definition term="To what">
          <code className="font-mono text-[0.8125rem] [overflow-wrap:anywhere]">{target}</code>
          <Narrowed filter={{ ...WHOLE_AUDIT, about: target }}>Everything about {about.name}</Narrowed>
        </Definition>
        <Definition term="When">{at.replace("T", " ").replace("Z", " UTC")}</Definition>
        <Definition term="Row">
          {sequence} of the chain of {tenant === null ? "this instance" : tenant.name}
          {tenant !== null && tenant.name !== chain && <span className="text-ink-soft"> ({chain})</span>}
        </Definition>
      </DefinitionList>
      {details !== "" && <CodeBlock label={`Details of row ${sequence}`}>{details}</CodeBlock>}
    </div>
  );
}

function Named({ name, path, className }: { readonly name: string; readonly path: string | null; readonly className?: string }) {
  if (path === null) return <span className={`inline-block ${className ?? ""}`}>{name}</span>;
  return (
    <Link href={path} prefetch={false} className={`inline-block text-accent underline underline-offset-4 ${className ?? ""}`}>
      {name}
    </Link>
  );
}

function Narrowed({ filter, children }: { readonly filter: AuditFilter; readonly children: readonly string[] | string }) {
  return (
    <Link
      href={`/audit${auditQueryText(filter)}`}
      prefetch={false}
      className="block w-fit text-accent underline underline-offset-4 [overflow-wrap:anywhere]"
    >
      {children}
    </Link>
  );
}
