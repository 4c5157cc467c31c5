// Says what was just done and takes it back, in one bar for all pages: it stays until the next action or page.
"use client";
import { Undo2, X } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { createContext, type FocusEvent, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import type { ActionState } from "@/lib/core/schemas/action-state";
import { Button } from "./button";
import { MAIN_ID } from "./skip-link";

/** Something that was done, and its opposite. */
export interface Undoable {
  /** `Paused.` */
  readonly words: string;
  /** null = what it begins shows itself, so that the bar goes at once. */
  readonly undo: () => Promise<ActionState> | null;
}

const OfferContext = createContext<(done: Undoable) => void>(() => {});

/** Offers to take back what was just done, as long as its page is open. */
export function useUndo(): (done: Undoable) => void {
  return useContext(OfferContext);
}

/** What counts as the next action: a button of the page or of a dialog over it, a row that is ticked. */
const ACTING = "main button, main input[type=checkbox], [role=dialog] button";

export function UndoRoom({ children }: { readonly children: ReactNode }) {
  const here = `${usePathname()}?${useSearchParams()}`;
  const [offered, setOffered] = useState<{ readonly done: Undoable; readonly here: string } | null>(null);
  // Whoever leaves the page and comes back finds no offer of then.
  if (offered !== null && offered.here !== here) setOffered(null);
  return (
    <OfferContext value={(done) => setOffered({ done, here })}>
      {children}
      {offered !== null && <UndoBar done={offered.done} onGone={() => setOffered(null)} />}
    </OfferContext>
  );
}

const NOT_REACHED: ActionState = {
  kind: "refused",
  problems: [{ field: "", code: "invalid", message: "the server could not be reached." }],
};

interface UndoBarProps {
  readonly done: Undoable;
  readonly onGone: () => void;
}

/** The room below the page is there while the bar is, so that it hides nothing; where people look, nothing moves. */
function UndoBar({ done, onGone }: UndoBarProps) {
  const [ending, setEnding] = useState<{ readonly of: Undoable; readonly words: string } | null>(null);
  const bar = useRef<HTMLElement>(null);
  const { noteFocus, giveFocusBack } = useFocusBefore(bar, done);
  useNextAction(bar, onGone);
  const ended = ending?.of === done ? ending.words : null;
  const take = async () => {
    const answer = done.undo();
    giveFocusBack();
    if (answer === null) return onGone();
    setEnding({ of: done, words: "Undoing …" });
    const state = await answer.catch(() => NOT_REACHED);
    const why = state.kind === "refused" ? (state.problems[0]?.message ?? "It was refused.") : null;
    setEnding({ of: done, words: why === null ? "Undone." : `Not undone: ${why}` });
  };
  return (
    <>
      <div aria-hidden="true" className="h-16 print:hidden" />
      <section
        ref={bar}
        aria-label="What was just done"
        onFocus={noteFocus}
        className="fixed inset-x-4 bottom-4 z-10 mx-auto flex max-w-md items-center gap-2 rounded-lg border border-line bg-raised py-2 pr-2 pl-4 text-sm shadow-lg print:hidden"
      >
        <p role="status" className="min-w-0 flex-1 [overflow-wrap:anywhere]">
          {ended ?? done.words}
        </p>
        {ended === null && (
          <Button onClick={take}>
            <Undo2 aria-hidden="true" />
            Undo
          </Button>
        )}
        <Button
          look="quiet"
          size="icon"
          aria-label="Dismiss"
          onClick={() => {
            giveFocusBack();
            onGone();
          }}
        >
          <X aria-hidden="true" />
        </Button>
      </section>
    </>
  );
}

/** Where the focus was when something was done, or else before it came into the bar: there it goes when the bar, or its button, goes. */
function useFocusBefore(bar: { readonly current: HTMLElement | null }, done: Undoable) {
  const acted = useRef<HTMLElement | null>(null);
  const before = useRef<HTMLElement | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at whenever something else was done.
  useEffect(() => {
    const active = document.activeElement;
    acted.current = active instanceof HTMLElement && active !== document.body ? active : null;
  }, [done]);
  const noteFocus = ({ relatedTarget }: FocusEvent) => {
    if (relatedTarget instanceof HTMLElement && bar.current?.contains(relatedTarget) === false) before.current = relatedTarget;
  };
  const giveFocusBack = () => {
    const place = [acted.current, before.current].find((one) => one?.isConnected === true && bar.current?.contains(one) === false);
    (place ?? document.getElementById(MAIN_ID))?.focus({ preventScroll: true });
  };
  return { noteFocus, giveFocusBack };
}

function useNextAction(bar: { readonly current: HTMLElement | null }, onAction: () => void): void {
  useEffect(() => {
    const look = ({ target }: MouseEvent) => {
      if (!(target instanceof Element) || bar.current?.contains(target) === true) return;
      if (target.closest(ACTING) !== null) onAction();
    };
    document.addEventListener("click", look, true);
    return () => document.removeEventListener("click", look, true);
  }, [bar, onAction]);
}
