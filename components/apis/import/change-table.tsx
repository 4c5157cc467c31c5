// The changes of an import as a table; each that does something can be left out.
"use client";
import { Badge, type Tone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { DataCell, DataRowHeader, DataTable } from "@/components/ui/data-table";
import type { EndpointChange } from "@/lib/core/openapi-import/plan-import";

interface ChangeTableProps {
  readonly changes: readonly EndpointChange[];
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
}

const LOOKS: Readonly<Record<EndpointChange["kind"], { readonly label: string; readonly tone: Tone }>> = {
  added: { label: "Added", tone: "good" },
  changed: { label: "Changed", tone: "warn" },
  removed: { label: "Not in the document", tone: "bad" },
  unchanged: { label: "Unchanged", tone: "quiet" },
};

export function ChangeTable({ changes, chosen, onChoose }: ChangeTableProps) {
  const choose = (ids: readonly string[], isChosen: boolean) => {
    const next = new Set(chosen);
    for (const id of ids) {
      if (isChosen) next.add(id);
      else next.delete(id);
    }
    onChoose(next);
  };
  const idsOf = (kind: EndpointChange["kind"]) => changes.filter((change) => change.kind === kind).map(({ id }) => id);
  const removed = idsOf("removed");
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-sm">
          {(Object.keys(LOOKS) as EndpointChange["kind"][])
            .map((kind) => `${idsOf(kind).length} ${LOOKS[kind].label.toLowerCase()}`)
            .join(", ")}
        </p>
        {removed.length > 0 && (
          <Button onClick={() => choose(removed, !removed.every((id) => chosen.has(id)))}>
            {removed.every((id) => chosen.has(id)) ? "Keep what is not in the document" : "Remove what is not in the document"}
          </Button>
        )}
      </div>
      <DataTable caption="Changes" columns={["Make it", "Endpoint", "Change", "Permission"]}>
        {changes.map(({ id, kind, method, path, from, to }) => (
          <tr key={id}>
            <DataCell>
              {kind !== "unchanged" && (
                <input
                  type="checkbox"
                  checked={chosen.has(id)}
                  onChange={(event) => choose([id], event.currentTarget.checked)}
                  aria-label={`${kind === "removed" ? "Remove" : kind === "added" ? "Add" : "Change"} ${method} ${path}`}
                  className="size-5 cursor-pointer accent-accent"
                />
              )}
            </DataCell>
            <DataRowHeader className="font-mono font-normal text-[0.8125rem]">
              {method} {path}
            </DataRowHeader>
            <DataCell>
              <Badge tone={LOOKS[kind].tone}>{LOOKS[kind].label}</Badge>
            </DataCell>
            <DataCell className="text-ink-soft">
              {kind === "changed" ? `${from ?? "None"} → ${to ?? "None"}` : (to ?? from ?? "None")}
            </DataCell>
          </tr>
        ))}
      </DataTable>
    </div>
  );
}
