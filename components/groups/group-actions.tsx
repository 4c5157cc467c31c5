// What can be done with a group as a whole.
"use client";
import { Pencil } from "lucide-react";
import Link from "next/link";
import { DeletionButton } from "@/components/tenants/deletion-button";
import { buttonClasses } from "@/components/ui/button";
import type { SendForm } from "@/components/ui/use-form-call";

interface GroupActionsProps {
  readonly name: string;
  readonly editPath: string;
  readonly remove: SendForm;
}

export function GroupActions({ name, editPath, remove }: GroupActionsProps) {
  return (
    <div className="flex flex-wrap gap-3">
      <Link href={editPath} prefetch={false} className={buttonClasses()}>
        <Pencil aria-hidden="true" />
        Edit
      </Link>
      <DeletionButton
        label="Delete"
        title="Delete this group?"
        consequences="Its memberships are gone at once, and its members lose the roles that it gave them. The users themselves stay."
        name={name}
        action={remove}
      />
    </div>
  );
}
