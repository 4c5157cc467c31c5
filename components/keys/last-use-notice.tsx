// Says whether anybody would miss a key that is about to end.
import { Alert } from "@/components/ui/alert";
import { Instant } from "@/components/ui/instant";
import type { KeyView } from "@/lib/core/schemas/key-view";

interface LastUseNoticeProps {
  readonly apiKey: Pick<KeyView, "lastUsedAt" | "lastUsedFrom">;
  /** Admitted requests of the last 24 hours; null = not known. */
  readonly requestsOfDay: number | null;
}

export function LastUseNotice({ apiKey: { lastUsedAt, lastUsedFrom }, requestsOfDay }: LastUseNoticeProps) {
  if (lastUsedAt === null) return <Alert tone="info">It has never been used.</Alert>;
  return (
    <Alert tone="warn">
      Last used <Instant at={lastUsedAt} />
      {lastUsedFrom !== null && `, from ${lastUsedFrom}`}.
      {requestsOfDay !== null && ` ${requestWords(requestsOfDay)} in the last 24 hours.`}
    </Alert>
  );
}

function requestWords(count: number): string {
  if (count === 0) return "No request";
  return count === 1 ? "One request" : `${count} requests`;
}
