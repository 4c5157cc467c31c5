// The frame of every page: language, fonts, colours.
import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { HeldSubmits } from "@/components/ui/held-submits";
import { ThemeFrame } from "@/components/ui/theme-frame";
import { readNonce } from "@/lib/core/page-security";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Keyfuse", template: "%s · Keyfuse" },
  description: "Self-hosted API keys and API front door.",
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbfbfa" },
    { media: "(prefers-color-scheme: dark)", color: "#131416" },
  ],
};

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const nonce = readNonce((await headers()).get("content-security-policy"));
  return (
    // The colours that a member chose are set on <html> before React takes over.
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <body className="min-h-dvh">
        <HeldSubmits nonce={nonce} />
        <ThemeFrame nonce={nonce}>{children}</ThemeFrame>
      </body>
    </html>
  );
}
