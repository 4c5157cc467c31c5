// What a key can do, in plain words.
import { clsx } from "clsx";
import { type KeyPower, wordPower } from "@/lib/core/keys/power-words";

const EXTENTS = {
  everything: "border-warn/40 bg-warn-soft",
  part: "border-line bg-surface",
  nothing: "border-bad/40 bg-bad-soft",
} as const;

interface PowerCardProps {
  /** null = nothing is chosen yet. */
  readonly power: KeyPower | null;
  /** Whether changes are announced to screen readers. */
  readonly isLive?: boolean;
}

export function PowerCard({ power, isLive = false }: PowerCardProps) {
  const words = power === null ? null : wordPower(power);
  return (
    <div className={clsx("rounded-lg border p-5 sm:p-6", EXTENTS[words?.extent ?? "part"])}>
      <h2 className="mb-1.5 font-medium text-ink-soft text-sm">What this key {power?.isOver === true ? "could" : "can"} do</h2>
      <p aria-live={isLive ? "polite" : undefined} className="break-words leading-relaxed">
        {words?.sentence ?? "Nothing yet: tick the calls that it may make."}
      </p>
    </div>
  );
}
