// What changed lately about an API, newest first: for admins, who may read the audit.
import Link from "next/link";
import { Card } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";
import { Instant } from "@/components/ui/instant";
import { apiEventWords } from "@/lib/core/audit/api-event-words";
import type { JsonObject } from "@/lib/core/json";

export interface ApiChange {
  readonly sequence: string;
  readonly at: string;
  readonly by: string;
  readonly action: string;
  readonly details: JsonObject;
}

interface ApiChangesProps {
  readonly changes: readonly ApiChange[];
  /** Leads to all that the audit holds about the API. */
  readonly auditPath: string;
}

export function ApiChanges({ changes, auditPath }: ApiChangesProps) {
  return (
    <Card className="flex flex-col gap-4">
      <ol className="divide-y divide-line">
        {changes.map(({ sequence, at, by, action, details }) => (
          <li key={sequence} className="flex flex-col gap-1 py-2.5 text-sm first:pt-0 last:pb-0">
            <p className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
              <span className="min-w-0 break-words font-medium">{apiEventWords(action, details)}</span>
              <span className="min-w-0 break-words text-ink-soft">
                <Instant at={at} /> by {by}
              </span>
            </p>
            {details.from !== undefined && (
              <details>
                <summary className="cursor-pointer text-ink-soft">What was, and what is</summary>
                <CodeBlock label={`Change ${sequence}`} className="mt-2">
                  {JSON.stringify({ from: details.from, to: details.to }, null, 2)}
                </CodeBlock>
              </details>
            )}
          </li>
        ))}
      </ol>
      <p className="text-sm">
        <Link href={auditPath} prefetch={false} className="text-accent underline underline-offset-4">
          Everything about this API in the audit
        </Link>
      </p>
    </Card>
  );
}
