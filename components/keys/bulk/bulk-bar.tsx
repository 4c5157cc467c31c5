// What can be done with the selected keys, at the lower edge of the window: nothing moves when it comes.
"use client";
import { Ban, CalendarPlus, Pause, Play } from "lucide-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { useUndo } from "@/components/ui/undo";
import {
  BULK_STEPS,
  type BulkRun,
  type BulkStep,
  keysWords,
  NO_CHOICE,
  OPPOSITE_STEPS,
  runWords,
  type SelectedKey,
} from "@/lib/core/keys/bulk-step";
import { type ChangeListed, useBulkRun, useLeftRun } from "./use-bulk-run";

const loadDialogs = () => import("./bulk-dialogs");
const BulkQuestion = lazy(async () => ({ default: (await loadDialogs()).BulkQuestion }));
const BulkProgress = lazy(async () => ({ default: (await loadDialogs()).BulkProgress }));

const ICONS: Readonly<Record<BulkStep, typeof Ban>> = { pause: Pause, resume: Play, extend: CalendarPlus, revoke: Ban };
const STEPS = Object.keys(BULK_STEPS) as readonly BulkStep[];

interface BulkBarProps {
  readonly selected: readonly SelectedKey[];
  readonly nowMs: number;
  readonly changeListed: ChangeListed;
  readonly onClear: () => void;
}

export function BulkBar({ selected, nowMs, changeListed, onClear }: BulkBarProps) {
  const { run, start, stop, forget } = useBulkRun(changeListed);
  const left = useLeftRun();
  const [asked, setAsked] = useState<BulkStep | null>(null);
  const [isShown, setShown] = useState(false);
  const isRunning = run?.phase === "running";
  const offerUndo = useUndo();
  const begin = (step: BulkStep, keys: readonly SelectedKey[], choice = NO_CHOICE) => {
    left.forget();
    setAsked(null);
    setShown(true);
    void start(step, keys, choice);
  };
  const offerOpposite = ({ step, changed }: BulkRun) => {
    const opposite = OPPOSITE_STEPS[step];
    if (opposite === undefined || changed.length === 0) return;
    const undo = () => {
      begin(opposite, changed);
      return null;
    };
    offerUndo({ words: `${BULK_STEPS[step].did} ${keysWords(changed.length)}.`, undo });
  };
  const close = () => {
    setShown(false);
    if (run === null || isRunning) return;
    forget();
    onClear();
    offerOpposite(run);
  };
  return (
    <>
      {run !== null && !isShown && (
        <Bar label="What is being done">
          <span role="status">{runWords(run)}</span>
          <Button onClick={() => setShown(true)}>Show</Button>
        </Bar>
      )}
      {run === null && selected.length > 0 && (
        <Bar label="Selected keys">
          <span role="status" className="font-medium">
            {keysWords(selected.length)} selected
          </span>
          <Steps onAsk={setAsked} onClear={onClear} />
        </Bar>
      )}
      {run === null && selected.length === 0 && left.words !== null && (
        <Bar label="What was left">
          <span role="status">The page was left before its end. {left.words}</span>
          <Button onClick={left.forget}>Understood</Button>
        </Bar>
      )}
      <Suspense fallback={null}>
        {asked !== null && (
          <BulkQuestion
            step={asked}
            keys={selected}
            nowMs={nowMs}
            onBegin={(step, choice) => begin(step, selected, choice)}
            onClose={() => setAsked(null)}
          />
        )}
        {run !== null && isShown && <BulkProgress run={run} onStop={stop} onClose={close} />}
      </Suspense>
    </>
  );
}

/** Stands over the page; the room below the list is there from then on, where nobody looks yet. */
function Bar({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <>
      <div aria-hidden="true" className="h-24 max-sm:h-36 print:hidden" />
      <section
        aria-label={label}
        className="fixed inset-x-0 bottom-0 z-10 flex flex-wrap items-center justify-center gap-x-4 gap-y-2 border-line border-t bg-raised px-4 py-3 text-sm shadow-lg print:hidden"
      >
        {children}
      </section>
    </>
  );
}

interface StepsProps {
  readonly onAsk: (step: BulkStep) => void;
  readonly onClear: () => void;
}

function Steps({ onAsk, onClear }: StepsProps) {
  return (
    <div className="flex flex-wrap justify-center gap-2">
      {STEPS.map((step) => {
        const Icon = ICONS[step];
        return (
          <Button
            key={step}
            look={step === "revoke" ? "danger" : "plain"}
            onPointerEnter={loadDialogs}
            onFocus={loadDialogs}
            onClick={() => onAsk(step)}
          >
            <Icon aria-hidden="true" />
            {BULK_STEPS[step].verb}
          </Button>
        );
      })}
      <Button look="quiet" onClick={onClear}>
        Clear
      </Button>
    </div>
  );
}
