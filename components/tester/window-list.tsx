// The windows and the quota of a key as they stand.
import { periodWords, resetWords } from "@/lib/core/usage/window-words";
import type { WindowState } from "@/lib/core/windows/claim";

export function WindowList({ windows }: { readonly windows: readonly WindowState[] }) {
  return (
    <ul className="flex flex-col gap-1.5 text-sm">
      {windows.map(({ name, limit, remaining, resetSeconds }) => (
        <li key={name} className="flex flex-wrap gap-x-4 gap-y-0.5 tabular-nums">
          <span className="min-w-40">
            {limit} {periodWords(name)}
          </span>
          <span className={remaining === 0 ? "font-medium text-bad" : undefined}>{remaining} left</span>
          {resetSeconds > 0 && (
            <span className="text-ink-soft">
              {resetWords({ name, remaining })} {resetSeconds} s
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
