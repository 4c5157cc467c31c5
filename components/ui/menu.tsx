// A button that opens a list of things to do.
"use client";
import { Menu as BaseMenu } from "@base-ui/react/menu";
import { clsx } from "clsx";
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { buttonClasses } from "./button";

const ITEM =
  "flex min-h-10 items-center gap-2.5 rounded px-3 text-sm outline-none data-[highlighted]:bg-code [&_svg]:size-4 [&_svg]:shrink-0";

interface MenuProps {
  /** What the button is called when its content alone does not say it. */
  readonly label?: string;
  readonly trigger: ReactNode;
  readonly isIcon?: boolean;
  /** For a menu that is fetched because somebody opened it. */
  readonly isOpenAtFirst?: boolean;
  readonly children: ReactNode;
}

/** Arrow keys move, letters search, Escape closes. */
export function Menu({ label, trigger, isIcon = false, isOpenAtFirst = false, children }: MenuProps) {
  return (
    <BaseMenu.Root defaultOpen={isOpenAtFirst}>
      <BaseMenu.Trigger aria-label={label} className={buttonClasses({ look: "quiet", size: isIcon ? "icon" : "usual" })}>
        {trigger}
      </BaseMenu.Trigger>
      <BaseMenu.Portal>
        <BaseMenu.Positioner sideOffset={6} align="end" className="z-10">
          <BaseMenu.Popup className="min-w-48 max-w-[calc(100vw-2rem)] rounded-lg border border-line bg-raised p-1.5 shadow-lg outline-none">
            {children}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

/** One thing to do. */
export function MenuItem({ onSelect, children }: { readonly onSelect: () => void; readonly children: ReactNode }) {
  return (
    <BaseMenu.Item onClick={onSelect} className={ITEM}>
      {children}
    </BaseMenu.Item>
  );
}

interface MenuChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onValueChange: (value: string) => void;
}

/** One of several. */
export function MenuChoice({ label, value, options, onValueChange }: MenuChoiceProps) {
  return (
    <BaseMenu.RadioGroup value={value} onValueChange={onValueChange} aria-label={label}>
      {options.map((option) => (
        <BaseMenu.RadioItem key={option.value} value={option.value} closeOnClick className={clsx(ITEM, "justify-between")}>
          {option.label}
          <BaseMenu.RadioItemIndicator>
            <Check aria-hidden="true" />
          </BaseMenu.RadioItemIndicator>
        </BaseMenu.RadioItem>
      ))}
    </BaseMenu.RadioGroup>
  );
}
