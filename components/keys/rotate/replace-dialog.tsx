// Asks before a compromised key is revoked and another one takes its place; then shows the new one's secret, once.
"use client";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useCreation } from "@/components/keys/create/use-creation";
import { LastUseNotice } from "@/components/keys/last-use-notice";
import { RevealDialog } from "@/components/keys/reveal/reveal-dialog";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useProblems } from "@/components/ui/use-problems";
import type { ReplaceActionProps } from "./replace-action";

interface ReplaceDialogProps extends ReplaceActionProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

export function ReplaceDialog({ apiKey, requestsOfDay, formId, replace, isOpen, onOpenChange }: ReplaceDialogProps) {
  const router = useRouter();
  const { state, revealed, earlierId, isPending, isMade, send } = useCreation(() => replace(apiKey.publicId, formId));
  const { problemOf } = useProblems(state);
  const problem = problemOf("") ?? problemOf("id") ?? problemOf("state") ?? problemOf("expiresAt");
  if (revealed !== null) return <RevealDialog revealed={revealed} onStored={() => router.replace(`/keys/${revealed.publicId}`)} />;
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title="Is this key compromised?"
      description={
        <>
          <strong className="break-words font-medium text-ink">{apiKey.name}</strong> is revoked at once, with every token that it got. A
          new key with the same permissions and limits takes its place; its secret is shown once, to you. Whoever made the key and the
          owners are told by mail.
        </>
      }
      body={
        <>
          <LastUseNotice apiKey={apiKey} requestsOfDay={requestsOfDay} />
          {problem !== null && <Alert tone="bad">{problem}</Alert>}
          {earlierId !== null && (
            <Alert tone="info">
              This form has replaced the key already, and the new secret was shown then.{" "}
              <Link href={`/keys/${earlierId}`} prefetch={false} className="font-medium underline underline-offset-4">
                Open the new key
              </Link>
              .
            </Alert>
          )}
        </>
      }
    >
      <Button onClick={() => onOpenChange(false)}>Keep the key</Button>
      <Button look="danger" disabled={isPending || isMade} onClick={() => send(undefined)}>
        {isPending ? "Replacing …" : "Revoke and replace"}
      </Button>
    </Dialog>
  );
}
