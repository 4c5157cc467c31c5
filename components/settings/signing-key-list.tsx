// Signing keys as a list, with what can be done with each.
import { Badge, type Tone } from "@/components/ui/badge";
import { CopyButton } from "@/components/ui/copy-button";
import { DataCell, DataRowHeader, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import type { SigningKeyRow } from "@/lib/core/schemas/signing-key-row";
import { type SigningKeyAction, SigningKeyActions } from "./signing-key-actions";

const STATES: Readonly<Record<SigningKeyRow["state"], { readonly label: string; readonly tone: Tone }>> = {
  signs: { label: "Signs", tone: "good" },
  spare: { label: "Spare", tone: "quiet" },
  verifies: { label: "Verifies only", tone: "warn" },
  retired: { label: "Retired", tone: "quiet" },
};

interface SigningKeyListProps {
  readonly keys: readonly SigningKeyRow[];
  /** null = the member only reads. */
  readonly actions: { readonly replace: SigningKeyAction; readonly end: SigningKeyAction } | null;
}

export function SigningKeyList({ keys, actions }: SigningKeyListProps) {
  if (keys.length === 0)
    return (
      <EmptyState title="No signing key yet">
        <p>The first one is made with the first token: when a user signs in, or a key asks for a token at /oauth2/token.</p>
      </EmptyState>
    );
  const change = actions === null ? [] : ["Change"];
  return (
    <DataTable caption="Signing keys" isDense columns={["Name", "State", "For", "Algorithm", "Key id", "Made", "Retires", ...change]}>
      {keys.map((key) => (
        <tr key={key.id}>
          <DataRowHeader>
            <span className="block max-w-64 [overflow-wrap:anywhere]">{key.name}</span>
          </DataRowHeader>
          <DataCell>
            <Badge tone={STATES[key.state].tone}>{STATES[key.state].label}</Badge>
          </DataCell>
          <DataCell className="min-w-32 [overflow-wrap:anywhere]">
            {key.tenant?.name ?? <span className="text-ink-soft">Protected APIs</span>}
          </DataCell>
          <DataCell className="whitespace-nowrap">
            {key.algorithm}
            <span className="block text-ink-soft text-xs">{key.length} bits</span>
          </DataCell>
          <DataCell className="py-1.5">
            <span className="inline-flex items-center gap-1">
              <span className="font-mono text-[0.8125rem]">{key.kid.slice(0, 8)}…</span>
              <CopyButton text={key.kid} label={`Copy the key id of ${key.name}`} />
            </span>
          </DataCell>
          <DataCell className="text-ink-soft">
            <Instant at={key.createdAt} mayBreak />
          </DataCell>
          <DataCell className="text-ink-soft">{key.retiresAt === null ? "–" : <Instant at={key.retiresAt} mayBreak />}</DataCell>
          {actions !== null && (
            <DataCell>
              <SigningKeyActions signingKey={key} {...actions} />
            </DataCell>
          )}
        </tr>
      ))}
    </DataTable>
  );
}
