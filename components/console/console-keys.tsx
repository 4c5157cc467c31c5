// The way to everything by keyboard: the button of the command palette, and the shortcuts that work on every page of the console.
"use client";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { lazy, Suspense, useEffect, useState } from "react";
import { buttonClasses } from "@/components/ui/button";
import { shortcutOf } from "@/lib/core/palette/shortcuts";
import type { Rights } from "@/lib/core/roles";
import type { ActionState } from "@/lib/core/schemas/action-state";
import { createHere, focusSearch, moveRow, pressOf } from "./page-keys";
import { areSingleKeysOn } from "./single-keys";

/** Loaded when they are first asked for: no page needs them to be shown. */
const loadPalette = () => import("./command-palette");
const CommandPalette = lazy(async () => ({ default: (await loadPalette()).CommandPalette }));
const ShortcutDialog = lazy(async () => ({ default: (await import("./shortcut-dialog")).ShortcutDialog }));

const SignOutDialog = lazy(async () => ({ default: (await import("./sign-out-dialog")).SignOutDialog }));

type Shown = "palette" | "shortcuts" | "sign-out" | null;

interface ConsoleKeysProps {
  readonly rights: Rights;
  /** Everywhere, and in this browser alone. */
  readonly signOut: (state: ActionState) => Promise<ActionState>;
  readonly signOutHere: (state: ActionState) => Promise<ActionState>;
}

export function ConsoleKeys({ rights, signOut, signOutHere }: ConsoleKeysProps) {
  const [shown, setShown] = useState<Shown>(null);
  const [wasShown, setWasShown] = useState({ palette: false, shortcuts: false, "sign-out": false });
  const { push } = useRouter();
  const show = (what: Exclude<Shown, null>) => {
    setWasShown((before) => ({ ...before, [what]: true }));
    setShown(what);
  };
  const openOrClose = (what: Shown) => (isOpen: boolean) => setShown(isOpen ? what : null);
  useShortcuts(show);
  return (
    <>
      <button
        type="button"
        aria-label="Go to anything"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onPointerEnter={loadPalette}
        onFocus={loadPalette}
        onClick={() => show("palette")}
        className={buttonClasses({ look: "plain", className: "text-ink-soft max-sm:w-10 max-sm:border-transparent max-sm:px-0" })}
      >
        <Search aria-hidden="true" />
        <span className="max-sm:hidden">Go to</span>
        <kbd className="rounded border border-line px-1.5 font-sans text-xs max-sm:hidden">Ctrl K</kbd>
      </button>
      <Suspense fallback={null}>
        {wasShown.palette && (
          <CommandPalette rights={rights} isOpen={shown === "palette"} onOpenChange={openOrClose("palette")} onGo={push} onAct={show} />
        )}
        {wasShown.shortcuts && <ShortcutDialog isOpen={shown === "shortcuts"} onOpenChange={openOrClose("shortcuts")} />}
        {wasShown["sign-out"] && (
          <SignOutDialog isOpen={shown === "sign-out"} onOpenChange={openOrClose("sign-out")} signOut={signOut} signOutHere={signOutHere} />
        )}
      </Suspense>
    </>
  );
}

function useShortcuts(show: (what: Exclude<Shown, null>) => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const shortcut = event.defaultPrevented ? null : shortcutOf(pressOf(event), areSingleKeysOn());
      if (shortcut === null) return;
      const acts = {
        palette: () => show("palette"),
        help: () => show("shortcuts"),
        search: () => focusSearch() || show("palette"),
        create: createHere,
        next: () => moveRow(1),
        previous: () => moveRow(-1),
      };
      event.preventDefault();
      acts[shortcut]();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  });
}
