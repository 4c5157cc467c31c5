// A state in a word, told by text and colour together.
import { cva, type VariantProps } from "class-variance-authority";
import type { ReactNode } from "react";

const badgeClasses = cva("inline-flex items-center gap-1.5 whitespace-nowrap rounded-full px-2.5 py-0.5 font-medium text-xs", {
  variants: {
    tone: {
      good: "bg-good-soft text-good",
      warn: "bg-warn-soft text-warn",
      bad: "bg-bad-soft text-bad",
      quiet: "bg-code text-ink-soft",
    },
  },
  defaultVariants: { tone: "quiet" },
});

export type Tone = NonNullable<VariantProps<typeof badgeClasses>["tone"]>;

export function Badge({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return <span className={badgeClasses({ tone })}>{children}</span>;
}
