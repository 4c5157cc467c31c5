// Asks who holds a key from now on.
"use client";
import { useState } from "react";
import { HeirField } from "@/components/team/heir-field";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { ORGANISATION } from "@/lib/core/key-record";
import type { HandOnActionProps } from "./hand-on-action";

interface HandOnDialogProps extends HandOnActionProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

export function HandOnDialog({ publicId, name, holder, isOfOrganisation, heirs, handOn, isOpen, onOpenChange }: HandOnDialogProps) {
  const [heir, setHeir] = useState<string>((isOfOrganisation ? heirs[0]?.id : undefined) ?? ORGANISATION);
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title="Hand on this key?"
      description={
        <>
          <strong className="break-words font-medium text-ink">{name}</strong> is held by {holder}. Whoever holds a key may change it, and
          is written to about it. Clients notice nothing.
        </>
      }
      body={<HeirField keys={1} heirs={heirs} value={heir} onValueChange={setHeir} />}
      labels={{ keep: "Leave the key", confirm: "Hand it on" }}
      look="main"
      send={() => handOn(publicId, heir)}
    />
  );
}
