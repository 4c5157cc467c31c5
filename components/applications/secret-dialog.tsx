// Asks before a client gets another secret, then shows that secret, once.
"use client";
import { useId, useTransition } from "react";
import type { OpenedDialog } from "@/components/tenants/dialog-button";
import { Alert } from "@/components/ui/alert";
import { answered } from "@/components/ui/answered";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { useShownOnce } from "@/components/ui/use-shown-once";
import type { RefusedState } from "@/lib/core/schemas/action-state";
import type { RenewedSecret } from "@/lib/core/tenants/renewed-secret";

interface SecretDialogProps extends OpenedDialog {
  readonly renew: () => Promise<RenewedSecret | RefusedState>;
}

/** The secret is gone with the dialog, too. */
export function SecretDialog({ isOpen, onOpenChange, renew }: SecretDialogProps) {
  const [answer, setAnswer] = useShownOnce<RenewedSecret | RefusedState>();
  const [isPending, startSending] = useTransition();
  const close = (isStaying: boolean) => {
    if (!isStaying) setAnswer(null);
    onOpenChange(isStaying);
  };
  if (answer?.kind === "renewed") {
    return (
      <Dialog
        isOpen={isOpen}
        onOpenChange={close}
        title="Store this secret now"
        description="It is the only time that it is shown here. The former secret is refused from now on."
        body={<SecretValue secret={answer.secret} />}
      >
        <Button look="main" onClick={() => close(false)}>
          I have stored it
        </Button>
      </Dialog>
    );
  }
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={close}
      title="Make a new client secret?"
      description="The one that clients use now is refused at once. Change them right after."
      body={answer?.kind === "refused" && <Alert tone="bad">{answer.problems[0]?.message}</Alert>}
    >
      <Button onClick={() => close(false)}>Keep the secret</Button>
      <Button look="danger" disabled={isPending} onClick={() => startSending(async () => setAnswer(await answered(renew())))}>
        {isPending ? "Making …" : "Make a new secret"}
      </Button>
    </Dialog>
  );
}

function SecretValue({ secret }: { readonly secret: string }) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-medium text-sm">
        Client secret
      </label>
      <div className="flex flex-wrap items-center gap-2">
        <input
          id={id}
          readOnly
          value={secret}
          autoComplete="off"
          spellCheck={false}
          onFocus={(event) => event.currentTarget.select()}
          className="min-h-11 w-full min-w-0 flex-1 basis-60 rounded-md border border-line-strong bg-code px-3 font-mono text-ink text-sm"
        />
        <CopyButton text={secret} label="Copy the client secret" word="Copy" />
      </div>
    </div>
  );
}
