// Buttons, and links that look like them.
import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";

/** The classes of a button, for links too. */
export const buttonClasses = cva(
  "inline-flex min-h-10 items-center justify-center gap-2 whitespace-nowrap rounded-md px-4 font-medium text-sm transition-colors disabled:cursor-not-allowed disabled:opacity-60 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      look: {
        main: "bg-accent text-on-accent hover:bg-accent-strong",
        plain: "border border-line-strong bg-surface text-ink hover:bg-code",
        quiet: "text-ink hover:bg-code",
        danger: "border border-bad bg-surface text-bad hover:bg-bad-soft",
      },
      size: { usual: "", icon: "w-10 px-0" },
    },
    defaultVariants: { look: "plain", size: "usual" },
  },
);

type ButtonProps = ComponentProps<"button"> & VariantProps<typeof buttonClasses>;

/** A button; `type="button"` unless said otherwise. */
export function Button({ look, size, className, type = "button", ...rest }: ButtonProps) {
  return <button type={type} className={buttonClasses({ look, size, className })} {...rest} />;
}
