// A key's state in a word.
import { Badge, type Tone } from "@/components/ui/badge";
import type { KeyView } from "@/lib/core/schemas/key-view";

const STATES: Readonly<Record<KeyView["state"], { readonly label: string; readonly tone: Tone }>> = {
  active: { label: "Active", tone: "good" },
  paused: { label: "Paused", tone: "warn" },
  expired: { label: "Expired", tone: "quiet" },
  revoked: { label: "Revoked", tone: "bad" },
};

export function StateBadge({ state }: { readonly state: KeyView["state"] }) {
  const { label, tone } = STATES[state];
  return <Badge tone={tone}>{label}</Badge>;
}
