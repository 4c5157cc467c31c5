// A message about what just happened or what is in the way.
import { clsx } from "clsx";
import { CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

const TONES = {
  good: { classes: "border-good/40 bg-good-soft text-good", Icon: CircleCheck },
  info: { classes: "border-line bg-code text-ink", Icon: Info },
  warn: { classes: "border-warn/40 bg-warn-soft text-warn", Icon: TriangleAlert },
  bad: { classes: "border-bad/40 bg-bad-soft text-bad", Icon: TriangleAlert },
} as const;

/** `bad` is announced at once and can take the focus, the others are announced when there is time. */
export function Alert({ tone, children }: { readonly tone: keyof typeof TONES; readonly children: ReactNode }) {
  const { classes, Icon } = TONES[tone];
  return (
    <div
      role={tone === "bad" ? "alert" : "status"}
      tabIndex={tone === "bad" ? -1 : undefined}
      className={clsx("flex gap-3 rounded-md border px-4 py-3 text-sm", classes)}
    >
      <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 leading-relaxed">{children}</div>
    </div>
  );
}
