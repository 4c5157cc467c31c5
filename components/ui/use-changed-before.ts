// Keeps what people typed, ticked and chose before the page was ready to listen: slow devices show a form seconds before its code runs.
"use client";
import { type RefObject, useLayoutEffect, useRef } from "react";
import type { TypedBefore } from "./held-submits";

/** Looks at an element once, when the page begins to listen: what it holds by then, nobody was told of. */
export function useChangedBefore<Element extends HTMLElement>(look: (element: Element) => void): RefObject<Element | null> {
  const found = useRef<Element>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the first render finds a field that nobody listened to.
  useLayoutEffect(() => {
    if (found.current !== null) look(found.current);
  }, []);
  return found;
}

/** Of what stands around a text. The first render hands over a text that differs from the one the field was sent with. */
export function useTypedBefore<Box extends HTMLElement>(onValueChange: (value: string) => void): RefObject<Box | null> {
  return useChangedBefore((box) => {
    const field = box.querySelector<(HTMLInputElement | HTMLTextAreaElement) & TypedBefore>("input, textarea");
    if (field === null) return;
    const typed = field.typedBefore ?? field.value;
    if (lines(typed) !== lines(field.defaultValue)) onValueChange(typed);
  });
}

/** Fields hand their lines out with LF alone (HTML §4.10.11). */
function lines(text: string): string {
  return text.replaceAll(/\r\n?/g, "\n");
}
