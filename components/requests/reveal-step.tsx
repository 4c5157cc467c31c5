// Shows a requester the secret of their key when they say that they are ready for it, and never again.
"use client";
import { useEffect, useState, useTransition } from "react";
import { flushSync } from "react-dom";
import { useOffer } from "@/components/auth/use-offer";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { CopyButton } from "@/components/ui/copy-button";
import { Instant } from "@/components/ui/instant";
import { SnippetTabs } from "@/components/ui/snippet-tabs";
import type { LinkLook, RevealAnswer, RevealedSecret } from "@/lib/core/requests/request-answer";
import { NO_TOKEN } from "./link-step";

const NOT_SENT: RevealAnswer = {
  kind: "closed",
  message: "The server could not be reached, or failed. Open the link again; if it is over then, ask for a new key.",
};

/** The secret is held nowhere but in this state, and only until the page is left: a page that comes back by Back has none. */
function useAnswer() {
  const [answer, setAnswer] = useState<RevealAnswer>({ kind: "idle" });
  useEffect(() => {
    const forget = () => flushSync(() => setAnswer((held) => (held.kind === "revealed" ? { kind: "idle" } : held)));
    window.addEventListener("pagehide", forget);
    return () => window.removeEventListener("pagehide", forget);
  }, []);
  return [answer, setAnswer] as const;
}

interface RevealStepProps {
  /** Tells whether the link of that token still opens something. */
  readonly read: (token: string) => Promise<LinkLook>;
  readonly reveal: (token: string) => Promise<RevealAnswer>;
}

export function RevealStep({ read, reveal }: RevealStepProps) {
  const { token, offer, refusal } = useOffer(read, NO_TOKEN);
  const [answer, setAnswer] = useAnswer();
  const [isPending, startSending] = useTransition();
  if (answer.kind === "revealed") return <Revealed revealed={answer} />;
  const over = answer.kind === "closed" ? answer.message : refusal;
  if (over !== null || offer === null || token === null) {
    return (
      <>
        <h1 className="font-semibold text-2xl tracking-tight">Your key</h1>
        {over === null ? <p className="text-ink-soft">Reading the link …</p> : <Alert tone="bad">{over}</Alert>}
      </>
    );
  }
  return (
    <>
      <header className="flex flex-col gap-2">
        <h1 className="font-semibold text-2xl tracking-tight">Your key is ready</h1>
        <p className="text-ink-soft leading-relaxed">
          Its secret is shown once, on this page, when you press the button. Have a safe place ready: a password manager, or the secret
          store of your platform.
        </p>
      </header>
      {answer.kind === "refused" && <Alert tone="bad">{answer.problems[0]?.message}</Alert>}
      <Button
        look="main"
        disabled={isPending}
        onClick={() => startSending(async () => setAnswer(await reveal(token).catch(() => NOT_SENT)))}
      >
        {isPending ? "Making your key …" : "Show the secret"}
      </Button>
    </>
  );
}

function Revealed({ revealed: { api, publicId, secret, expiresAt, snippets } }: { readonly revealed: RevealedSecret }) {
  return (
    <>
      <header className="flex flex-col gap-2">
        <h1 className="break-words font-semibold text-2xl tracking-tight">Your key of {api}</h1>
        <p className="text-ink-soft leading-relaxed">
          Its id is <span className="font-mono text-ink">{publicId}</span>.{" "}
          {expiresAt === null ? (
            "It works until somebody revokes it."
          ) : (
            <>
              It works until <Instant at={expiresAt} />.
            </>
          )}
        </p>
      </header>
      <Alert tone="warn">Store this secret now: it is the only time that it is shown, and nobody can look it up later.</Alert>
      <div className="flex flex-wrap items-center gap-2">
        <CodeBlock label="Secret" className="min-w-0 flex-1 basis-60">
          {secret}
        </CodeBlock>
        <CopyButton text={secret} label="Copy the secret" word="Copy" />
      </div>
      <SnippetTabs label="The first call and the variables" snippets={snippets} />
    </>
  );
}
