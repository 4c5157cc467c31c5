// Asks the server for what is called as was typed, once the typing rests.
"use client";
import { useEffect, useState } from "react";
import { LEAST_SEARCHED_CHARACTERS, NOTHING_FOUND, type PaletteFinds } from "@/lib/core/palette/palette";

const REST_MS = 150;

/** What was found for one text. */
interface Found {
  readonly text: string;
  readonly finds: PaletteFinds;
  readonly hasFailed: boolean;
}

const NOTHING: Found = { text: "", finds: NOTHING_FOUND, hasFailed: false };

/** What was found; while the next search runs, what the last one found. */
export function useFinds(typed: string): { readonly finds: PaletteFinds; readonly state: "found" | "searching" | "failed" } {
  const [found, setFound] = useState(NOTHING);
  const text = typed.trim();
  const isSearched = text.length >= LEAST_SEARCHED_CHARACTERS;
  useEffect(() => {
    if (!isSearched) return;
    const given = new AbortController();
    const timer = setTimeout(() => {
      ask(text, given.signal).then(
        (finds) => setFound({ text, finds, hasFailed: false }),
        () => given.signal.aborted || setFound({ text, finds: NOTHING_FOUND, hasFailed: true }),
      );
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      given.abort();
    };
  }, [text, isSearched]);
  if (!isSearched) return { finds: NOTHING_FOUND, state: "found" };
  if (found.text !== text) return { finds: found.finds, state: "searching" };
  return { finds: found.finds, state: found.hasFailed ? "failed" : "found" };
}

async function ask(text: string, signal: AbortSignal): Promise<PaletteFinds> {
  const answer = await fetch(`/find?${new URLSearchParams({ q: text })}`, { signal, cache: "no-store" });
  // A session that is over is led to the sign-in, which is no answer to this.
  if (!answer.ok || answer.redirected) throw new Error(`The search was answered ${answer.status}`);
  return answer.json();
}
