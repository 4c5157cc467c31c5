// The list of the menu of colours, open at once.
"use client";
import { useTheme } from "next-themes";
import type { ReactNode } from "react";
import { Menu, MenuChoice } from "./menu";

const THEMES = [
  { value: "system", label: "As the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const;

export function ThemeChoices({ label, trigger }: { readonly label: string; readonly trigger: ReactNode }) {
  const { theme = "system", setTheme } = useTheme();
  return (
    <Menu label={label} isIcon isOpenAtFirst trigger={trigger}>
      <MenuChoice label={label} value={theme} options={THEMES} onValueChange={setTheme} />
    </Menu>
  );
}
