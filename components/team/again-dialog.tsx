// Shows the new link of an invitation that was sent again.
"use client";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { LinkShown } from "./link-shown";

interface AgainDialogProps {
  readonly email: string;
  readonly link: string;
  readonly onClose: () => void;
}

export function AgainDialog({ email, link, onClose }: AgainDialogProps) {
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title="Sent again"
      description="The link that was sent before opens nothing any more."
      body={<LinkShown email={email} link={link} />}
    >
      <Button look="main" onClick={onClose}>
        Done
      </Button>
    </Dialog>
  );
}
