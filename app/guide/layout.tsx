// The frame of the public guide: the console's for members, a plain one that names nothing of this instance for everybody else.
import Link from "next/link";
import type { ReactNode } from "react";
import { MemberFrame } from "@/app/member-frame";
import { GUIDE_ENTRIES } from "@/components/guide/guide-entries";
import { GuideNav } from "@/components/guide/guide-nav";
import { Brand } from "@/components/landing/brand";
import { buttonClasses } from "@/components/ui/button";
import { MAIN_ID, SkipLink } from "@/components/ui/skip-link";
import { ThemeMenu } from "@/components/ui/theme-menu";
import { CONSOLE_HOME } from "@/lib/core/console-paths";
import { findReadableSession } from "@/lib/runtime/sign-in/with-session";

export default async function GuideLayout({ children }: { readonly children: ReactNode }) {
  const session = await findReadableSession();
  if (session === null) return <FrameForStrangers>{children}</FrameForStrangers>;
  return (
    <MemberFrame member={session.member}>
      <GuideNav entries={GUIDE_ENTRIES} isAbove />
      <div className="min-w-0">{children}</div>
    </MemberFrame>
  );
}

function FrameForStrangers({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <SkipLink />
      <header className="border-line border-b bg-surface print:hidden">
        <div className="mx-auto flex max-w-6xl items-center gap-3 px-4 py-2.5">
          <Link href="/" prefetch={false} aria-label="Keyfuse: start page">
            <Brand />
          </Link>
          <div className="ml-auto flex items-center gap-1">
            <ThemeMenu />
            <Link href={CONSOLE_HOME} prefetch={false} className={buttonClasses()}>
              Console
            </Link>
          </div>
        </div>
      </header>
      <div className="mx-auto grid max-w-6xl grid-cols-[minmax(0,1fr)] gap-x-12 gap-y-6 px-4 py-6 sm:py-10 lg:grid-cols-[13rem_minmax(0,1fr)]">
        <GuideNav entries={GUIDE_ENTRIES} />
        <main id={MAIN_ID} tabIndex={-1} className="min-w-0 outline-none">
          {children}
        </main>
      </div>
    </>
  );
}
