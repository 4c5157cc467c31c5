// How much room each window and quota of a key has left now.
import { clsx } from "clsx";
import type { KeyHeadroomView } from "@/lib/core/schemas/usage-view";
import { countText, spanText } from "@/lib/core/usage/usage-words";
import { periodWords, resetWords } from "@/lib/core/usage/window-words";
import type { WindowState } from "@/lib/core/windows/claim";

interface HeadroomListProps {
  readonly headroom: KeyHeadroomView;
  readonly plan: string;
}

export function HeadroomList({ headroom, plan }: HeadroomListProps) {
  if (headroom.length === 0) {
    return (
      <p className="text-sm leading-relaxed">
        Unlimited: the plan <span className="font-mono text-[0.875em]">{plan}</span> has no windows and no quota.
      </p>
    );
  }
  return (
    <ul className="flex flex-col gap-4">
      {headroom.map((state) => (
        <li key={state.name}>
          <Headroom state={state} />
        </li>
      ))}
    </ul>
  );
}

/** From here on a limit is near (as notes about keys have it). */
const NEAR_SHARE = 0.8;

function Headroom({ state }: { readonly state: WindowState }) {
  const { name, limit, remaining } = state;
  const used = limit - remaining;
  const isNear = used > limit * NEAR_SHARE;
  return (
    <div className="flex flex-col gap-1.5 text-sm tabular-nums">
      <p className="flex flex-wrap justify-between gap-x-4">
        <span className="font-medium">
          {countText(limit)} {periodWords(name)}
        </span>
        <span>
          <strong className={clsx("font-medium", remaining === 0 && "text-bad")}>{countText(remaining)}</strong> of {countText(limit)} left
        </span>
      </p>
      <svg aria-hidden="true" className="block h-2 w-full overflow-hidden rounded-full">
        <rect width="100%" height="100%" className="fill-line" />
        <rect
          width={`${limit === 0 ? 100 : (used / limit) * 100}%`}
          height="100%"
          className={remaining === 0 ? "fill-bad" : isNear ? "fill-warn" : "fill-good"}
        />
      </svg>
      <p className="text-ink-soft text-xs">{resetText(state)}</p>
    </div>
  );
}

function resetText(state: WindowState): string {
  if (state.remaining === state.limit) return "Nothing is used.";
  return state.resetSeconds > 0 ? `${resetWords(state)} ${spanText(state.resetSeconds)}` : "What is used stays used.";
}
