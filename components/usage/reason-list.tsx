// Why requests were refused, the most frequent reason first, each in plain words.
import { meaningOf, reasonTitle } from "@/lib/core/denials/reason-words";
import { countText } from "@/lib/core/usage/usage-words";

interface ReasonListProps {
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
}

export function ReasonList({ reasons }: ReasonListProps) {
  if (reasons.length === 0) return <p className="text-ink-soft text-sm">Nothing was refused.</p>;
  return (
    <ul className="divide-y divide-line">
      {reasons.map(({ reason, count }) => (
        <li key={reason} className="flex gap-4 py-3 text-sm leading-relaxed first:pt-0 last:pb-0">
          <span className="w-16 shrink-0 text-right font-medium tabular-nums">{countText(count)}</span>
          <Reason reason={reason} />
        </li>
      ))}
    </ul>
  );
}

function Reason({ reason }: { readonly reason: string }) {
  const meaning = meaningOf(reason);
  return (
    <div className="min-w-0">
      <p className="break-words font-medium">{reasonTitle(reason)}</p>
      {meaning !== null && (
        <p className="text-ink-soft">
          {meaning.when} {meaning.fix}
        </p>
      )}
    </div>
  );
}
