// Says why a key is refused, where it is.
import { Alert } from "@/components/ui/alert";
import { Instant } from "@/components/ui/instant";
import type { KeyView } from "@/lib/core/schemas/key-view";

export function KeyStateNotice({ apiKey: { state, pausedAt, expiresAt, revokedAt } }: { readonly apiKey: KeyView }) {
  if (state === "revoked" && revokedAt !== null) {
    return (
      <Alert tone="info">
        Revoked <Instant at={revokedAt} />: it is refused for good, and this page is its record.
      </Alert>
    );
  }
  if (state === "expired" && expiresAt !== null) {
    return (
      <Alert tone="info">
        Expired <Instant at={expiresAt} />: it is refused.
      </Alert>
    );
  }
  if (state === "paused" && pausedAt !== null) {
    return (
      <Alert tone="warn">
        Paused since <Instant at={pausedAt} />: it is refused until somebody resumes it.
      </Alert>
    );
  }
  return null;
}
