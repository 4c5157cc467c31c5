// What can be done with a tenant as a whole: editing it, deleting it.
"use client";
import { Pencil } from "lucide-react";
import Link from "next/link";
import { buttonClasses } from "@/components/ui/button";
import type { SendForm } from "@/components/ui/use-form-call";
import { DeletionButton } from "./deletion-button";

interface TenantActionsProps {
  readonly tenantId: string;
  readonly name: string;
  /** "3 users, 1 group, 2 applications and 4 API keys". */
  readonly contents: string;
  readonly remove: SendForm;
}

export function TenantActions({ tenantId, name, contents, remove }: TenantActionsProps) {
  return (
    <div className="flex flex-wrap gap-3">
      <Link href={`/tenants/${tenantId}/edit`} prefetch={false} className={buttonClasses()}>
        <Pencil aria-hidden="true" />
        Edit
      </Link>
      <DeletionButton
        label="Delete"
        title="Delete this tenant?"
        consequences={`With it go ${contents}. Its API keys are revoked and its tokens refused at the same moment, its signing keys are gone, and nobody signs in to its applications any more. What was counted and its audit stay.`}
        name={name}
        action={remove}
      />
    </div>
  );
}
