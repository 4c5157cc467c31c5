// The button that verifies the audit: how far it is while it works, and how each chain ended.
"use client";
import { ShieldCheck } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { flawWords, type VerificationLine, type VerifiedChain } from "@/lib/core/audit/verification";

type Progress = Extract<VerificationLine, { kind: "progress" }>;

type Verification =
  | { readonly kind: "idle" }
  | { readonly kind: "running"; readonly progress: Progress | null; readonly chains: readonly VerifiedChain[] }
  | { readonly kind: "ended"; readonly chains: readonly VerifiedChain[] }
  | { readonly kind: "failed" };

/** `path` answers with lines of JSON while it verifies. */
export function VerifyAudit({ path }: { readonly path: string }) {
  const [state, setState] = useState<Verification>({ kind: "idle" });
  const ending = useRef<AbortController | null>(null);
  useEffect(() => () => ending.current?.abort(), []);

  const verify = async () => {
    const controller = new AbortController();
    ending.current = controller;
    setState({ kind: "running", progress: null, chains: [] });
    const outcome = await follow(path, controller.signal, (progress, chains) => setState({ kind: "running", progress, chains }));
    if (!controller.signal.aborted) setState(outcome);
  };

  const isRunning = state.kind === "running";
  return (
    <div className="flex flex-col gap-4">
      <Button onClick={() => void verify()} disabled={isRunning} className="self-start">
        <ShieldCheck aria-hidden="true" />
        {isRunning ? "Verifying …" : state.kind === "idle" ? "Verify the audit" : "Verify again"}
      </Button>
      {isRunning && <Running progress={state.progress} done={state.chains.length} />}
      {state.kind === "failed" && (
        <Alert tone="bad">The verification was cut off before its end. Sign in again if need be, and try once more.</Alert>
      )}
      {(isRunning || state.kind === "ended") && <Chains chains={state.chains} isEnded={!isRunning} />}
    </div>
  );
}

function Running({ progress, done }: { readonly progress: Progress | null; readonly done: number }) {
  const words = progress === null ? "Reading …" : `${progress.verified} of ${progress.count} rows of ${progress.name}`;
  return (
    <div className="flex flex-col gap-1.5 text-sm">
      <progress
        aria-label="Verification"
        max={progress?.count ?? 1}
        value={progress?.verified}
        className="h-2 w-full overflow-hidden rounded-full accent-accent"
      />
      <p className="text-ink-soft tabular-nums">
        {words}
        {done > 0 && `; ${done} ${done === 1 ? "chain" : "chains"} done`}
      </p>
    </div>
  );
}

function Chains({ chains, isEnded }: { readonly chains: readonly VerifiedChain[]; readonly isEnded: boolean }) {
  const broken = chains.filter((chain) => chain.broken !== null);
  const rows = chains.reduce((sum, { verified }) => sum + verified, 0);
  if (broken.length > 0) {
    return (
      <Alert tone="bad">
        <ul className="flex flex-col gap-2">
          {broken.map((chain) => (
            <Broken key={chain.chain} chain={chain} />
          ))}
        </ul>
      </Alert>
    );
  }
  if (!isEnded) return null;
  if (chains.length === 0) return <Alert tone="info">The audit is empty.</Alert>;
  return (
    <Alert tone="good">
      Every row is what was written: {rows} in {chains.length} {chains.length === 1 ? "chain" : "chains"}.
    </Alert>
  );
}

function Broken({ chain: { name, verified, broken } }: { readonly chain: VerifiedChain }) {
  if (broken === null) return null;
  const { sequence, flaw, path } = broken;
  return (
    <li>
      Row {sequence} of {name} {flawWords(flaw)}. {verified === 1 ? "1 row before it holds" : `${verified} rows before it hold`}.{" "}
      {path !== null && (
        <a href={path} className="underline underline-offset-4">
          Show row {sequence}
        </a>
      )}
    </li>
  );
}

/** Listens to the end of the answer, or to where it is cut off. */
async function follow(
  path: string,
  signal: AbortSignal,
  tell: (progress: Progress | null, chains: readonly VerifiedChain[]) => void,
): Promise<Verification> {
  const chains: VerifiedChain[] = [];
  try {
    for await (const line of readLines(path, signal)) {
      if (line.kind === "end") return { kind: "ended", chains };
      if (line.kind === "chain") chains.push(line);
      tell(line.kind === "progress" ? line : null, [...chains]);
    }
  } catch {
    // Whatever cut it off, the answer is not whole; the way on is the same.
  }
  return { kind: "failed" };
}

/** The lines of the answer as they come. Rejects where it is cut off or refused. */
async function* readLines(path: string, signal: AbortSignal): AsyncGenerator<VerificationLine> {
  const answer = await fetch(path, { cache: "no-store", signal });
  if (!answer.ok || answer.body === null) throw new Error(`answered ${answer.status}`);
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let rest = ""; ; ) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + value).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield JSON.parse(line) as VerificationLine;
  }
}
