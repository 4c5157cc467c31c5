// A single-use link, shown once to whoever made it.
"use client";
import { useEffect, useRef } from "react";
import { Alert } from "@/components/ui/alert";
import { CopyButton } from "@/components/ui/copy-button";

export function LinkShown({ email, link }: { readonly email: string; readonly link: string }) {
  const copying = useRef<HTMLDivElement>(null);
  // Where it takes the place of a form, the field that had the focus is gone.
  useEffect(() => copying.current?.querySelector("button")?.focus(), []);
  return (
    <div className="flex flex-col gap-3">
      <Alert tone="good">
        The link goes to <span className="font-medium [overflow-wrap:anywhere]">{email}</span> by mail.
      </Alert>
      <p className="text-ink-soft text-sm leading-relaxed">
        Where mails do not arrive, hand it over yourself. It works once, within seven days, and is not shown again.
      </p>
      <p className="break-all rounded-md bg-code px-3 py-2 font-mono text-[0.8125rem]">{link}</p>
      <div ref={copying}>
        <CopyButton text={link} label="Copy the link" word="Copy the link" />
      </div>
    </div>
  );
}
