// Takes a step for one key after the other, and knows at every moment how far it got.
"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import {
  afterKey,
  type BulkAnswer,
  type BulkChoice,
  type BulkRun,
  type BulkStep,
  beginRun,
  runWords,
  type SelectedKey,
  takenOf,
} from "@/lib/core/keys/bulk-step";

export type ChangeListed = (key: string, step: string, choice: BulkChoice) => Promise<BulkAnswer>;

/** Holds how far a run got whose page was left, until somebody has read it. In this tab only. */
const LEFT_RUN = "keyfuse-left-run";

/** The run goes on while its dialog is closed; it ends after the key in progress when it is stopped, or its page is left. */
export function useBulkRun(changeListed: ChangeListed) {
  const router = useRouter();
  const [run, setRun] = useState<BulkRun | null>(null);
  const ending = useRef<"stop" | "left" | null>(null);
  useAskBeforeLeaving(run?.phase === "running");
  useEffect(() => {
    ending.current = null;
    return () => {
      ending.current = "left";
    };
  }, []);
  const start = async (step: BulkStep, keys: readonly SelectedKey[], choice: BulkChoice) => {
    ending.current = null;
    let state = beginRun(step, keys.length);
    const show = (next: BulkRun) => {
      state = next;
      setRun(next);
      keepLeftRun(next);
    };
    show(state);
    for (const key of keys) {
      // The note of what was done stays for the next page with a list.
      if (ending.current === "left") return;
      if (ending.current === "stop") break;
      const answer = await changeListed(key.publicId, step, choice).catch(() => null);
      if (answer === null) {
        show({ ...state, phase: "broken" });
        return router.refresh();
      }
      show(afterKey(state, key, answer));
    }
    show({ ...state, phase: takenOf(state) < keys.length ? "stopped" : "ended" });
    router.refresh();
  };
  const stop = () => {
    ending.current = "stop";
  };
  return { run, start, stop, forget: () => setRun(null) };
}

/** How far the run got whose page was left before its end; null = there is none. */
export function useLeftRun() {
  const [words, setWords] = useState<string | null>(null);
  useEffect(() => setWords(sessionStorage.getItem(LEFT_RUN)), []);
  const forget = () => {
    sessionStorage.removeItem(LEFT_RUN);
    setWords(null);
  };
  return { words, forget };
}

/** A run that ended before people's eyes needs no note. */
function keepLeftRun(run: BulkRun): void {
  if (run.phase === "running") sessionStorage.setItem(LEFT_RUN, runWords({ ...run, phase: "stopped" }));
  else sessionStorage.removeItem(LEFT_RUN);
}

function useAskBeforeLeaving(isRunning: boolean): void {
  useEffect(() => {
    if (!isRunning) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isRunning]);
}
