// The states of a request as people read them.
import type { Tone } from "@/components/ui/badge";
import type { RequestState } from "@/lib/core/requests/request-view";

export const REQUEST_STATE_LABELS: Readonly<Record<RequestState, { readonly label: string; readonly tone: Tone }>> = {
  unconfirmed: { label: "Unconfirmed", tone: "quiet" },
  waiting: { label: "Waiting", tone: "warn" },
  approved: { label: "Approved", tone: "good" },
  expired: { label: "Link expired", tone: "quiet" },
  revealed: { label: "Key made", tone: "good" },
  refused: { label: "Refused", tone: "bad" },
  withdrawn: { label: "Withdrawn", tone: "quiet" },
};
