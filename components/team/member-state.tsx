// Whether a member may sign in.
import { Badge } from "@/components/ui/badge";
import type { MemberView } from "@/lib/core/schemas/team-view";

export function MemberState({ member: { isDisabled, role } }: { readonly member: Pick<MemberView, "isDisabled" | "role"> }) {
  if (isDisabled) return <Badge tone="bad">Disabled</Badge>;
  return role === null ? <Badge tone="warn">Unknown role</Badge> : <Badge tone="good">Active</Badge>;
}
