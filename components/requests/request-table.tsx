// Requests for keys as a list.
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { DataCell, DataRowHeader, DataTable } from "@/components/ui/data-table";
import { Instant } from "@/components/ui/instant";
import type { RequestView } from "@/lib/core/requests/request-view";
import { REQUEST_STATE_LABELS } from "./request-states";

interface RequestTableProps {
  readonly caption: string;
  readonly requests: readonly RequestView[];
}

export function RequestTable({ caption, requests }: RequestTableProps) {
  return (
    <DataTable caption={caption} columns={["Who", "State", "API", "Plan", "Asked", "Key"]}>
      {requests.map(({ id, name, email, organisation, state, apiName, plan, createdAt, key }) => (
        <tr key={id}>
          <DataRowHeader>
            <Link href={`/requests/${id}`} prefetch={false} className="block max-w-72 text-accent [overflow-wrap:anywhere] hover:underline">
              {name}
            </Link>
            <span className="block max-w-72 font-normal text-ink-soft text-xs [overflow-wrap:anywhere]">
              {organisation === "" ? email : `${email}, ${organisation}`}
            </span>
          </DataRowHeader>
          <DataCell>
            <Badge tone={REQUEST_STATE_LABELS[state].tone}>{REQUEST_STATE_LABELS[state].label}</Badge>
          </DataCell>
          <DataCell className="min-w-24 [overflow-wrap:anywhere]">{apiName}</DataCell>
          <DataCell className="[overflow-wrap:anywhere]">{plan}</DataCell>
          <DataCell className="text-ink-soft">
            <Instant at={createdAt} mayBreak />
          </DataCell>
          <DataCell>{key === null ? <span className="text-ink-soft">–</span> : <KeyLink publicId={key} />}</DataCell>
        </tr>
      ))}
    </DataTable>
  );
}

export function KeyLink({ publicId }: { readonly publicId: string }) {
  return (
    <Link href={`/keys/${publicId}`} prefetch={false} className="font-mono text-[0.8125rem] text-accent underline underline-offset-4">
      {publicId}
    </Link>
  );
}
