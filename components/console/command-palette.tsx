// The command palette: one field that leads to pages, keys, APIs, tenants, from a request's id to its explanation, and does what needs no page.
"use client";
import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { useTheme } from "next-themes";
import { useState } from "react";
import { type PaletteEntry, type PaletteGroup, paletteGroups } from "@/lib/core/palette/palette";
import type { Rights } from "@/lib/core/roles";
import { useFinds } from "./use-finds";

interface CommandPaletteProps {
  readonly rights: Rights;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  /** A page was chosen. */
  readonly onGo: (href: string) => void;
  readonly onAct: (act: "shortcuts" | "sign-out") => void;
}

/** Arrow keys choose, Enter goes there, Escape closes; the focus then stands where it stood before. */
export function CommandPalette({ rights, isOpen, onOpenChange, onGo, onAct }: CommandPaletteProps) {
  const { setTheme } = useTheme();
  const choose = ({ href, act }: PaletteEntry) => {
    onOpenChange(false);
    if (href !== null) onGo(href);
    else if (act === "shortcuts" || act === "sign-out") onAct(act);
    else if (act !== undefined) setTheme(act);
  };
  return (
    <Dialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-20 bg-veil" />
        <Dialog.Popup className="fixed inset-x-4 top-[8vh] z-20 mx-auto flex max-h-[min(34rem,84dvh)] max-w-xl flex-col overflow-hidden rounded-lg border border-line bg-raised shadow-xl">
          <Dialog.Title className="sr-only">Go to anything</Dialog.Title>
          <Palette rights={rights} onChoose={choose} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Made anew with each opening: it begins empty. */
function Palette({ rights, onChoose }: Pick<CommandPaletteProps, "rights"> & { readonly onChoose: (entry: PaletteEntry) => void }) {
  const [typed, setTyped] = useState("");
  const { finds, state } = useFinds(typed);
  const groups = paletteGroups(typed, rights, finds);
  const count = groups.reduce((sum, { items }) => sum + items.length, 0);
  return (
    <Autocomplete.Root
      open
      inline
      mode="none"
      autoHighlight="always"
      keepHighlight
      items={groups}
      value={typed}
      onValueChange={setTyped}
      itemToStringValue={({ label }: PaletteEntry) => label}
    >
      <Autocomplete.Input
        aria-label="Page, key, API, tenant or request id"
        placeholder="Page, key, API, tenant or request id"
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        className="min-h-13 w-full border-line border-b bg-transparent px-4 text-base text-ink outline-none placeholder:text-ink-soft"
      />
      <Autocomplete.List className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-2 empty:hidden">
        {(group: PaletteGroup) => <Group key={group.label} group={group} onChoose={onChoose} />}
      </Autocomplete.List>
      <Autocomplete.Status className={count === 0 || state !== "found" ? "px-4 py-3 text-ink-soft text-sm" : "sr-only"}>
        {statusText(count, state)}
      </Autocomplete.Status>
    </Autocomplete.Root>
  );
}

function statusText(count: number, state: "found" | "searching" | "failed"): string {
  if (state === "searching") return "Searching …";
  if (state === "failed") return "Keys, APIs and tenants cannot be searched just now.";
  if (count === 0) return "Nothing is called so.";
  return count === 1 ? "1 entry" : `${count} entries`;
}

function Group({ group: { label, items }, onChoose }: { readonly group: PaletteGroup; readonly onChoose: (entry: PaletteEntry) => void }) {
  return (
    <Autocomplete.Group items={items} className="pb-2 last:pb-0">
      <Autocomplete.GroupLabel className="px-3 py-1.5 font-medium text-ink-soft text-xs">{label}</Autocomplete.GroupLabel>
      <Autocomplete.Collection>
        {(entry: PaletteEntry) => (
          <Autocomplete.Item
            key={entry.id}
            value={entry}
            onClick={() => onChoose(entry)}
            className="flex min-h-10 cursor-default flex-wrap items-baseline gap-x-3 rounded px-3 py-2 text-sm outline-none data-[highlighted]:bg-accent-soft"
          >
            <span className="min-w-0 font-medium [overflow-wrap:anywhere]">{entry.label}</span>
            <span className="min-w-0 text-ink-soft text-xs [overflow-wrap:anywhere]">{entry.detail}</span>
          </Autocomplete.Item>
        )}
      </Autocomplete.Collection>
    </Autocomplete.Group>
  );
}
