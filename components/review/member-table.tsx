// Members of the console with their roles, each leading to the keys that they hold.
import Link from "next/link";
import { DataCell, DataRowHeader, DataTable } from "@/components/ui/data-table";
import { Instant } from "@/components/ui/instant";
import { type AccessMember, roleWords } from "@/lib/core/keys/access-lines";
import { accessQueryText } from "@/lib/core/schemas/access-query";

const ACCESS_PATH = "/review/access";
const EVERY_KEY = { api: null, tenant: null, owner: null } as const;

export function MemberTable({ members }: { readonly members: readonly AccessMember[] }) {
  return (
    <DataTable caption="Members" isDense columns={["Name", "E-mail address", "Role", "Member since"]}>
      {members.map(({ id, name, email, createdAt, ...standing }) => (
        <tr key={id} className="break-inside-avoid">
          <DataRowHeader className="[overflow-wrap:anywhere]">
            <Link href={ACCESS_PATH + accessQueryText({ ...EVERY_KEY, owner: id })} prefetch={false} className="text-accent">
              {name}
              <span className="sr-only">: keys that they hold</span>
            </Link>
          </DataRowHeader>
          <DataCell className="[overflow-wrap:anywhere]">{email}</DataCell>
          <DataCell>{roleWords(standing)}</DataCell>
          <DataCell className="text-ink-soft">
            <Instant at={createdAt} />
          </DataCell>
        </tr>
      ))}
    </DataTable>
  );
}
