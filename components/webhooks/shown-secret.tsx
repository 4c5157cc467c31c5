// Shows the signing secret of a webhook, once.
"use client";
import Link from "next/link";
import { Alert } from "@/components/ui/alert";
import { buttonClasses } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { CopyButton } from "@/components/ui/copy-button";

interface ShownSecretProps {
  readonly secret: string;
  /** Where the way goes on; null = it is there already. */
  readonly href: string | null;
}

export function ShownSecret({ secret, href }: ShownSecretProps) {
  return (
    <div className="flex max-w-3xl flex-col gap-4">
      <Alert tone="warn">Store this signing secret now: it is the only time that it is shown. Whoever has it can forge events.</Alert>
      <div className="flex flex-wrap items-center gap-2">
        <CodeBlock label="Signing secret" className="min-w-0 flex-1 basis-60">
          {secret}
        </CodeBlock>
        <CopyButton text={secret} label="Copy the signing secret" word="Copy" />
      </div>
      {href !== null && (
        <div>
          <Link href={href} prefetch={false} className={buttonClasses({ look: "main" })}>
            Go to the webhook
          </Link>
        </div>
      )}
    </div>
  );
}
