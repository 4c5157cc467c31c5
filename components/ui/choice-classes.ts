// Links that choose one of several: the one in force stands out.
import { cva } from "class-variance-authority";

/** The classes of such a link. `aria-current` says the same to those who do not see it. */
export const choiceClasses = cva("inline-flex items-center gap-1.5 border font-medium text-sm tabular-nums", {
  variants: {
    isChosen: {
      true: "border-accent bg-accent-soft text-accent",
      false: "border-line-strong text-ink-soft hover:bg-code hover:text-ink",
    },
    shape: { pill: "min-h-9 rounded-full px-3.5", block: "min-h-11 rounded-md px-4" },
  },
  defaultVariants: { isChosen: false, shape: "block" },
});
