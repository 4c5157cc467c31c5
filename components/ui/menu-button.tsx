// The button of a menu whose list is fetched when somebody is about to open it: no page waits for it.
"use client";
import type { KeyboardEvent, ReactNode } from "react";
import { buttonClasses } from "./button";

interface MenuButtonProps {
  readonly label: string;
  readonly children: ReactNode;
  /** Somebody may be about to open it: the moment to fetch the list. */
  readonly onNear: () => void;
  readonly onOpen: () => void;
}

/** Looks and answers like the menu's own button, which takes its place once it was opened. */
export function MenuButton({ label, children, onNear, onOpen }: MenuButtonProps) {
  const openByArrow = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    onOpen();
  };
  return (
    <button
      type="button"
      aria-label={label}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={onNear}
      onFocus={onNear}
      onClick={onOpen}
      onKeyDown={openByArrow}
      className={buttonClasses({ look: "quiet", size: "icon" })}
    >
      {children}
    </button>
  );
}
