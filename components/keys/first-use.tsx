// Waits for the first request with a new secret, and says when it came and from where.
"use client";
import { CircleCheck, Radio } from "lucide-react";
import { useEffect, useState } from "react";
import { Instant } from "@/components/ui/instant";

/** What `/keys/{key}/first-use` answers. */
export interface LastUse {
  /** RFC 3339 in UTC; null = never. */
  readonly at: string | null;
  readonly from: string | null;
}

const OFTEN_MS = 1_000;
const SELDOM_MS = 5_000;
/** People call a new key at once, or later. */
const OFTEN_FOR_MS = 120_000;
const GIVE_UP_AFTER_MS = 3_600_000;

/** Asked with a request of its own: actions of one page wait for each other. */
async function askLastUse(publicId: string, signal: AbortSignal): Promise<LastUse | null> {
  const answer = await fetch(`/keys/${publicId}/first-use`, { cache: "no-store", redirect: "error", signal });
  return answer.ok ? ((await answer.json()) as LastUse) : null;
}

function useFirstUse(publicId: string): LastUse | null {
  const [use, setUse] = useState<LastUse | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    const startedMs = performance.now();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      // A server that does not answer now is asked again.
      const found = await askLastUse(publicId, stop.signal).catch(() => null);
      if (stop.signal.aborted) return;
      if (found !== null && found.at !== null) return setUse(found);
      const waitedMs = performance.now() - startedMs;
      if (waitedMs < GIVE_UP_AFTER_MS) timer = setTimeout(ask, waitedMs < OFTEN_FOR_MS ? OFTEN_MS : SELDOM_MS);
    };
    timer = setTimeout(ask, OFTEN_MS);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [publicId]);
  return use;
}

export function FirstUse({ publicId }: { readonly publicId: string }) {
  const use = useFirstUse(publicId);
  return (
    <p role="status" className="flex items-start gap-2.5 text-sm">
      {use === null || use.at === null ? (
        <>
          <Radio aria-hidden="true" className="mt-0.5 size-4 shrink-0 animate-pulse text-ink-soft" />
          <span>Waiting for the first request …</span>
        </>
      ) : (
        <>
          <CircleCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-good" />
          <span className="min-w-0 break-words">
            Received{use.from !== null && `, from ${use.from}`}, <Instant at={use.at} />
          </span>
        </>
      )}
    </p>
  );
}
