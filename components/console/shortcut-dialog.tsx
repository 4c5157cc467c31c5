// The list of shortcuts, and the switch for those that are a single key.
"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { SHORTCUT_ROWS } from "@/lib/core/palette/shortcuts";
import { areSingleKeysOn, switchSingleKeys } from "./single-keys";

interface ShortcutDialogProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

export function ShortcutDialog({ isOpen, onOpenChange }: ShortcutDialogProps) {
  const [isOn, setOn] = useState(areSingleKeysOn);
  const [isForgotten, setForgotten] = useState(false);
  const turn = (next: boolean) => {
    const isKept = switchSingleKeys(next);
    setForgotten(!isKept);
    if (isKept) setOn(next);
  };
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title="Keyboard shortcuts"
      description="They wait while you type in a field."
      body={
        <>
          <dl className="divide-y divide-line text-sm">
            {SHORTCUT_ROWS.map(({ keys, does }) => (
              <div key={keys} className="grid grid-cols-[7.5rem_minmax(0,1fr)] gap-3 py-2">
                <dt>
                  <kbd className="rounded border border-line-strong bg-code px-1.5 py-0.5 font-mono text-xs">{keys}</kbd>
                </dt>
                <dd className="leading-relaxed">{does}</dd>
              </div>
            ))}
          </dl>
          <Checkbox
            name="single-keys"
            label="Shortcuts of a single key"
            hint="Switch them off where they get in the way, for example of voice input. This browser remembers it; Ctrl K always works."
            problem={isForgotten ? "This browser keeps nothing for this site, so that it cannot be remembered." : null}
            isChecked={isOn}
            onCheckedChange={turn}
          />
        </>
      }
    >
      <Button onClick={() => onOpenChange(false)}>Close</Button>
    </Dialog>
  );
}
