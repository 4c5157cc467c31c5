// The states of a key as people read them.
import type { Tone } from "@/components/ui/badge";
import type { KeyView } from "@/lib/core/schemas/key-view";

export const KEY_STATE_LABELS: Readonly<Record<KeyView["state"], { readonly label: string; readonly tone: Tone }>> = {
  active: { label: "Active", tone: "good" },
  paused: { label: "Paused", tone: "warn" },
  expired: { label: "Expired", tone: "quiet" },
  revoked: { label: "Revoked", tone: "bad" },
};
