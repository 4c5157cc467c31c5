// Whether a user or an application is in use.
import { Badge } from "@/components/ui/badge";

export function StateBadge({ isActive }: { readonly isActive: boolean }) {
  return isActive ? <Badge tone="good">Active</Badge> : <Badge tone="quiet">Inactive</Badge>;
}
