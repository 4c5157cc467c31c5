// The menu in which a member chooses the colours.
"use client";
import { SunMoon } from "lucide-react";
import { useTheme } from "next-themes";
import { Menu, MenuChoice } from "./menu";

const THEMES = [
  { value: "system", label: "As the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const;

export function ThemeMenu() {
  const { theme = "system", setTheme } = useTheme();
  return (
    <Menu label="Colours" isIcon trigger={<SunMoon aria-hidden="true" />}>
      <MenuChoice label="Colours" value={theme} options={THEMES} onValueChange={setTheme} />
    </Menu>
  );
}
