// What happened to a key, newest first.
import Link from "next/link";
import { buttonClasses } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { keyEventWords } from "@/lib/core/audit/key-event-words";
import type { JsonObject } from "@/lib/core/json";

interface KeyEvent {
  readonly sequence: string;
  readonly at: string;
  readonly by: string;
  readonly action: string;
  readonly details: JsonObject;
}

interface KeyTrailProps {
  readonly entries: readonly KeyEvent[];
  /** Leads to what happened before; null = nothing did. */
  readonly olderPath: string | null;
  /** Leads to the newest; null = it is shown. */
  readonly newestPath: string | null;
}

export function KeyTrail({ entries, olderPath, newestPath }: KeyTrailProps) {
  return (
    <div className="flex flex-col gap-4">
      {entries.length === 0 && <p className="text-ink-soft text-sm">Nothing is recorded from before that.</p>}
      <ol className="divide-y divide-line">
        {entries.map(({ sequence, at, by, action, details }) => (
          <li key={sequence} className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 py-2.5 text-sm first:pt-0 last:pb-0">
            <span className="min-w-0 break-words font-medium">{keyEventWords(action, details)}</span>
            <span className="min-w-0 break-words text-ink-soft">
              <Instant at={at} /> by {by}
            </span>
          </li>
        ))}
      </ol>
      {(olderPath !== null || newestPath !== null) && (
        <nav aria-label="What happened" className="flex flex-wrap gap-3">
          {newestPath !== null && (
            <Link href={newestPath} prefetch={false} scroll={false} className={buttonClasses()}>
              Newest
            </Link>
          )}
          {olderPath !== null && (
            <Link href={olderPath} prefetch={false} scroll={false} className={buttonClasses()}>
              Older
            </Link>
          )}
        </nav>
      )}
    </div>
  );
}
