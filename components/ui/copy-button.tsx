// A button that copies a text, and says whether it did.
"use client";
import { Check, Copy, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { buttonClasses } from "./button";
import { copyText } from "./copy-text";

interface CopyButtonProps {
  readonly text: string;
  /** What is copied: "Copy the id of Default". */
  readonly label: string;
  /** What the button reads; left out = it is an icon. */
  readonly word?: string;
}

const OUTCOMES = {
  idle: { Icon: Copy, said: "" },
  copied: { Icon: Check, said: "Copied" },
  failed: { Icon: TriangleAlert, said: "Not copied: select the text and copy it by hand" },
} as const;

const SHOWN_FOR_MS = 3_000;

export function CopyButton({ text, label, word }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<keyof typeof OUTCOMES>("idle");
  const { Icon, said } = OUTCOMES[outcome];
  const copy = async () => {
    setOutcome((await copyText(text)) ? "copied" : "failed");
    setTimeout(() => setOutcome("idle"), SHOWN_FOR_MS);
  };
  const classes = buttonClasses(word === undefined ? { look: "quiet", size: "icon" } : { look: "plain" });
  return (
    <>
      <button type="button" onClick={copy} aria-label={label} title={label} className={classes}>
        <Icon aria-hidden="true" />
        {word !== undefined && (outcome === "copied" ? OUTCOMES.copied.said : word)}
      </button>
      <span role="status" className={outcome === "failed" ? "text-bad text-xs" : "sr-only"}>
        {said}
      </span>
    </>
  );
}
