// Everything that is known of a key.
import Link from "next/link";
import type { ReactNode } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { Instant } from "@/components/ui/instant";
import { mayTake, type Rights } from "@/lib/core/roles";
import type { KeyView } from "@/lib/core/schemas/key-view";

/** What the key refers to, as people know it. */
export interface KeyNames {
  readonly api: string;
  readonly tenant: string | null;
  readonly createdBy: string;
  readonly purpose: string | null;
  /** What the plan allows; null = not known now. */
  readonly plan: string | null;
}

interface KeyDetailsProps {
  readonly apiKey: KeyView;
  readonly names: KeyNames;
  /** Of whoever looks. */
  readonly rights: Rights;
}

export function KeyDetails({ apiKey, names, rights }: KeyDetailsProps) {
  const grants = Object.entries(apiKey.endpoints);
  return (
    <DefinitionList>
      <Definition term="Key id">
        <span className="-my-2.5 inline-flex flex-wrap items-center gap-1 font-mono text-[0.8125rem]">
          {apiKey.publicId}
          <CopyButton text={apiKey.publicId} label="Copy the key id" />
        </span>
      </Definition>
      <Definition term="API">
        {mayTake(rights, "apis.read") ? (
          <Link href={`/apis/${apiKey.api}`} prefetch={false} className="underline underline-offset-4">
            {names.api}
          </Link>
        ) : (
          names.api
        )}
      </Definition>
      <Definition term="Plan">
        {apiKey.plan}
        {names.plan !== null && `: ${names.plan}`}
      </Definition>
      {names.tenant !== null && <Definition term="Tenant">{names.tenant}</Definition>}
      {names.purpose !== null && <Definition term="Purpose">{names.purpose}</Definition>}
      <Definition term="Permissions">{permissionText(apiKey.permissions)}</Definition>
      <Definition term="Endpoints">{grants.length === 0 ? "Every one, later ones too" : <Grants grants={grants} />}</Definition>
      <Definition term="Allowed addresses">
        {apiKey.ipAllowList.length === 0 ? "Any" : <Addresses blocks={apiKey.ipAllowList} />}
      </Definition>
      <Definition term="Expires">{instantOr(apiKey.expiresAt, "Never")}</Definition>
      {apiKey.keyManager && <Definition term="Key manager">May make keys through the management API</Definition>}
      {Object.keys(apiKey.metadata).length > 0 && (
        <Definition term="Metadata">
          <pre className="whitespace-pre-wrap break-all font-mono text-[0.8125rem]">{JSON.stringify(apiKey.metadata, null, 2)}</pre>
        </Definition>
      )}
      <Definition term="Held by">{names.createdBy}</Definition>
      <Definition term="Created">
        <Instant at={apiKey.createdAt} />
      </Definition>
    </DefinitionList>
  );
}

function permissionText(permissions: readonly string[]): string {
  if (permissions.includes("*")) return "Every one, later ones too";
  return permissions.length === 0 ? "None" : permissions.join(", ");
}

function instantOr(at: string | null, otherwise: string): ReactNode {
  return at === null ? otherwise : <Instant at={at} />;
}

function Grants({ grants }: { readonly grants: readonly (readonly [string, readonly string[]])[] }) {
  return (
    <ul className="flex flex-col gap-1 font-mono text-[0.8125rem]">
      {grants.map(([path, methods]) => (
        <li key={path} className="break-all">
          {methods.join(", ")} {path}
        </li>
      ))}
    </ul>
  );
}

function Addresses({ blocks }: { readonly blocks: readonly string[] }) {
  return (
    <ul className="flex flex-wrap gap-2 font-mono text-[0.8125rem]">
      {blocks.map((block) => (
        <li key={block} className="break-all rounded bg-code px-1.5 py-0.5">
          {block}
        </li>
      ))}
    </ul>
  );
}
