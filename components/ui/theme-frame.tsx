// Applies light or dark, as a member chose or as the system has it.
"use client";
import { CSPProvider } from "@base-ui/react/csp-provider";
import { ThemeProvider } from "next-themes";
import type { ReactNode } from "react";

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
