// Says on every page that the limits are kept by other means at the moment.
import { Alert } from "@/components/ui/alert";

export function DegradedBanner() {
  return (
    <div className="mx-auto max-w-6xl px-4 pt-4">
      <Alert tone="warn">
        <strong className="font-medium">The store of the rate limits does not answer.</strong> Until it does, requests are handled as
        ON_LIMITER_OUTAGE says: each process keeps the limits by itself (local), or refuses with 503 (closed). Nothing is unlimited, every
        request is counted, and this ends by itself.
      </Alert>
    </div>
  );
}
