// Light, dark, or as the system has it: the frame that applies the choice and the menu that makes it.
"use client";
import { CSPProvider } from "@base-ui/react/csp-provider";
import { SunMoon } from "lucide-react";
import { ThemeProvider, useTheme } from "next-themes";
import type { ReactNode } from "react";
import { Menu, MenuChoice } from "./menu";

const THEMES = [
  { value: "system", label: "As the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const;

/** Around every page. The nonce lets its scripts and styles through the page's policy. */
export function ThemeFrame({ nonce, children }: { readonly nonce: string | undefined; readonly children: ReactNode }) {
  return (
    <CSPProvider nonce={nonce}>
      <ThemeProvider attribute="data-theme" nonce={nonce} enableColorScheme={false} storageKey="keyfuse-theme">
        {children}
      </ThemeProvider>
    </CSPProvider>
  );
}

export function ThemeMenu() {
  const { theme = "system", setTheme } = useTheme();
  return (
    <Menu label="Colours" isIcon trigger={<SunMoon aria-hidden="true" />}>
      <MenuChoice label="Colours" value={theme} options={THEMES} onValueChange={setTheme} />
    </Menu>
  );
}
