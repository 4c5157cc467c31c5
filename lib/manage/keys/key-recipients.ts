// Who is written to about a key: the member who made it; where no member did, or they are gone, disabled or confined to other tenants, the owners.
import { accountOf } from "@/lib/core/key-record";
import { readUuid } from "@/lib/core/schemas/texts";
import { reaches } from "@/lib/core/tenant-reach";
import { CONFINEMENT, reachOf } from "@/lib/manage/team/member";
import type { Tx } from "@/lib/manage/world";

/** Somebody to write to. */
export interface KeyRecipient {
  readonly email: string;
}

/** The recipients, each once; nobody who is disabled. `withOwners`: the owners besides the maker. */
export async function recipientsOf(
  tx: Pick<Tx, "member">,
  { createdBy, tenantId }: { readonly createdBy: string; readonly tenantId: string | null },
  { withOwners }: { readonly withOwners: boolean },
): Promise<KeyRecipient[]> {
  const makerId = readUuid(accountOf(createdBy));
  const select = { email: true } as const;
  const holder = makerId === null ? null : await tx.member.findUnique({ where: { id: makerId, disabledAt: null }, include: CONFINEMENT });
  const maker = holder !== null && reaches(reachOf(holder), tenantId) ? { email: holder.email } : null;
  if (maker !== null && !withOwners) return [maker];
  const owners = await tx.member.findMany({ where: { role: "owner", disabledAt: null }, select, orderBy: { email: "asc" } });
  const others = owners.filter(({ email }) => email !== maker?.email);
  return maker === null ? others : [maker, ...others];
}
