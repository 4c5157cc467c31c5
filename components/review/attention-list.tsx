// Keys that need attention: which, why, whose, and the way to what mends it.
import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { type AttentionReason, describeReason } from "@/lib/core/keys/attention";
import type { AttentionView } from "@/lib/core/schemas/attention-view";

interface AttentionListProps {
  readonly lines: readonly AttentionView[];
  readonly reason: AttentionReason | null;
  /** Names by slug. */
  readonly apis: ReadonlyMap<string, string>;
}

export function AttentionList({ lines, reason, apis }: AttentionListProps) {
  if (lines.length === 0) return <NothingToMend reason={reason} />;
  return (
    <Card className="p-0 sm:p-0">
      <ol data-rows aria-label="Keys that need attention" className="divide-y divide-line">
        {lines.map((line) => (
          <Line key={`${line.reason} ${line.publicId}`} line={line} apiName={apis.get(line.api) ?? line.api} />
        ))}
      </ol>
    </Card>
  );
}

function Line({ line: { reason, words, publicId, name, owner }, apiName }: { readonly line: AttentionView; readonly apiName: string }) {
  const { label, tone, mend } = describeReason(reason);
  const path = `/keys/${publicId}`;
  return (
    <li className="grid min-w-0 gap-x-4 gap-y-1.5 px-5 py-3.5 text-sm sm:grid-cols-[9.5rem_minmax(0,1fr)_auto] sm:px-6">
      <div>
        <Badge tone={tone}>{label}</Badge>
      </div>
      <div className="flex min-w-0 flex-col gap-0.5 [overflow-wrap:anywhere]">
        <p>
          <Link href={path} prefetch={false} className="font-medium text-accent underline underline-offset-4">
            {name}
          </Link>{" "}
          <span className="text-ink-soft text-xs">
            <span className="font-mono">{publicId}</span> · {apiName} · by {owner}
          </span>
        </p>
        <p>{words}</p>
      </div>
      <p className="sm:text-right">
        <Link href={path + mend.place} prefetch={false} className="text-accent underline underline-offset-4">
          {mend.label} <span className="sr-only">({name})</span>
        </Link>
      </p>
    </li>
  );
}

function NothingToMend({ reason }: { readonly reason: AttentionReason | null }) {
  return (
    <EmptyState title={reason === null ? "Nothing needs attention" : "No key has this reason"}>
      <p className="flex gap-3">
        <CircleCheck aria-hidden="true" className="mt-1 size-4 shrink-0 text-good" />
        {reason === null
          ? "No key expires within 14 days, is unused for 30, opens everything for ever, is near a limit, has many of its requests refused, or has a secret of more than 90 days."
          : "Keys are looked at anew each time this page is opened."}
      </p>
    </EmptyState>
  );
}
