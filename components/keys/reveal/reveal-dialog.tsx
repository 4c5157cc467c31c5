// Shows a new key's secret, once, and holds people until they say that they have stored it.
"use client";
import { type RefObject, useEffect, useId, useRef, useState } from "react";
import { FirstUse } from "@/components/keys/first-use";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { SnippetTabs } from "@/components/ui/snippet-tabs";
import type { RevealedKey } from "@/lib/core/keys/key-answer";

interface RevealDialogProps {
  readonly revealed: RevealedKey;
  readonly onStored: () => void;
  /** What the button that leaves reads. */
  readonly leaveWord?: string;
}

const STORE_FIRST = "Store the secret first, then tick the box: it cannot be shown again.";

/** The browser asks before the page is left while the secret is not stored. */
function useAskBeforeLeaving(isStored: boolean): void {
  useEffect(() => {
    if (isStored) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isStored]);
}

export function RevealDialog({ revealed: { publicId, name, secret, snippets }, onStored, leaveWord = "Go to the key" }: RevealDialogProps) {
  const [isStored, setStored] = useState(false);
  const [isHeld, setHeld] = useState(false);
  const [isLeaving, setLeaving] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const box = useRef<HTMLDivElement>(null);
  useAskBeforeLeaving(isStored);
  const hold = () => {
    setHeld(true);
    box.current?.querySelector("input")?.focus();
  };
  const leave = () => {
    if (!isStored) return hold();
    setLeaving(true);
    onStored();
  };
  return (
    <Dialog
      isOpen
      onOpenChange={leave}
      isWide
      initialFocus={field}
      title="Store this secret now"
      description={
        <>
          It is the only time that the secret of <strong className="break-words font-medium text-ink">{name}</strong> is shown. Keyfuse
          keeps a hash of it, so nobody can look it up later.
        </>
      }
      body={
        <>
          <SecretValue secret={secret} field={field} />
          <SnippetTabs label="The first call and the variables" snippets={snippets} />
          <FirstUse publicId={publicId} />
          <div ref={box}>
            <Checkbox
              name="stored"
              label="I have stored this key"
              isChecked={isStored}
              onCheckedChange={(isTicked) => {
                setStored(isTicked);
                setHeld(false);
              }}
              problem={isHeld ? STORE_FIRST : null}
            />
          </div>
          {isHeld && (
            <p role="alert" className="sr-only">
              {STORE_FIRST}
            </p>
          )}
        </>
      }
    >
      <Button look="main" aria-disabled={!isStored} disabled={isLeaving} onClick={leave} className="aria-disabled:opacity-60">
        {leaveWord}
      </Button>
    </Dialog>
  );
}

interface SecretValueProps {
  readonly secret: string;
  readonly field: RefObject<HTMLInputElement | null>;
}

function SecretValue({ secret, field }: SecretValueProps) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-medium text-sm">
        Secret
      </label>
      <div className="flex flex-wrap items-center gap-2">
        <input
          ref={field}
          id={id}
          readOnly
          value={secret}
          autoComplete="off"
          spellCheck={false}
          onFocus={(event) => event.currentTarget.select()}
          className="min-h-11 w-full min-w-0 flex-1 basis-60 rounded-md border border-line-strong bg-code px-3 font-mono text-ink text-sm"
        />
        <CopyButton text={secret} label="Copy the secret" word="Copy" />
      </div>
    </div>
  );
}
