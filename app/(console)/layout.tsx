// The frame of the console: where one is, where one can go, who one is.
import Link from "next/link";
import type { ReactNode } from "react";
import { AccountMenu } from "@/components/console/account-menu";
import { ConsoleNav } from "@/components/console/console-nav";
import { DegradedBanner } from "@/components/console/degraded-banner";
import { KeepSession } from "@/components/console/keep-session";
import { Brand } from "@/components/landing/brand";
import { buttonClasses } from "@/components/ui/button";
import { MAIN_ID, SkipLink } from "@/components/ui/skip-link";
import { ThemeMenu } from "@/components/ui/theme-menu";
import { CONSOLE_HOME } from "@/lib/core/console-paths";
import { GUIDE_PATH } from "@/lib/core/guide-paths";
import { readConsole } from "@/lib/runtime/sign-in/published-console";
import { requireSession } from "@/lib/runtime/sign-in/with-session";
import { signOut } from "./actions";

export default async function ConsoleLayout({ children }: { readonly children: ReactNode }) {
  const { member } = await requireSession("session.end", CONSOLE_HOME);
  return (
    <>
      <SkipLink />
      <KeepSession />
      <header className="border-line border-b bg-surface">
        <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-6 gap-y-1 px-4 py-2.5">
          <Link href={CONSOLE_HOME} prefetch={false} aria-label="Keyfuse: API keys">
            <Brand />
          </Link>
          <div className="order-last w-full sm:order-none sm:w-auto">
            <ConsoleNav role={member.role} />
          </div>
          <div className="ml-auto flex items-center gap-1">
            <Link href={GUIDE_PATH} prefetch={false} className={buttonClasses({ look: "quiet" })}>
              Guide
            </Link>
            <ThemeMenu />
            <AccountMenu name={member.name} email={member.email} role={member.role} signOut={signOut} />
          </div>
        </div>
      </header>
      {readConsole().usage.limiterState() === "degraded" && <DegradedBanner />}
      <main id={MAIN_ID} tabIndex={-1} className="mx-auto flex max-w-6xl flex-col gap-6 px-4 py-8 outline-none sm:py-10">
        {children}
      </main>
    </>
  );
}
