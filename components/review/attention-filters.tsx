// The reasons for which keys need attention, each with how many there are: links, so that they work without scripts.
import Link from "next/link";
import { choiceClasses } from "@/components/ui/choice-classes";
import { ATTENTION_REASONS, type AttentionReason, describeReason } from "@/lib/core/keys/attention";
import { attentionPath } from "@/lib/core/schemas/attention-query";
import { type AttentionPage, MOST_COUNTED } from "@/lib/core/schemas/attention-view";
import { countText } from "@/lib/core/usage/usage-words";

interface AttentionFiltersProps {
  readonly reason: AttentionReason | null;
  readonly counts: AttentionPage["counts"];
}

export function AttentionFilters({ reason, counts }: AttentionFiltersProps) {
  const choices = [
    { value: null, label: "Every reason", count: null },
    ...ATTENTION_REASONS.map((value) => ({ value, label: describeReason(value).label, count: counts[value] })),
  ];
  return (
    <nav aria-label="Reasons">
      <ul className="flex flex-wrap gap-2">
        {choices.map(({ value, label, count }) => (
          <li key={label}>
            <Link
              href={attentionPath(value)}
              prefetch={false}
              aria-current={value === reason ? "true" : undefined}
              className={choiceClasses({ isChosen: value === reason, shape: "pill" })}
            >
              {label}
              {count !== null && <span className="font-normal">{countWords(count)}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function countWords(count: number): string {
  return count > MOST_COUNTED ? `over ${countText(MOST_COUNTED)}` : countText(count);
}
