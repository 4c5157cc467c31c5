// The frame of the API reference: the console's for members, a plain one for everybody else.
import Link from "next/link";
import type { ReactNode } from "react";
import { MemberFrame } from "@/app/member-frame";
import { Brand } from "@/components/landing/brand";
import { buttonClasses } from "@/components/ui/button";
import { MAIN_ID, SkipLink } from "@/components/ui/skip-link";
import { ThemeMenu } from "@/components/ui/theme-menu";
import { SIGN_IN_PATH } from "@/lib/core/console-paths";
import { findSession } from "@/lib/runtime/sign-in/with-session";

export default async function ReferenceLayout({ children }: { readonly children: ReactNode }) {
  const session = await findSession();
  if (session === null) return <FrameForStrangers>{children}</FrameForStrangers>;
  return <MemberFrame member={session.member}>{children}</MemberFrame>;
}

function FrameForStrangers({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <SkipLink />
      <header className="border-line border-b bg-surface">
        <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-6 gap-y-1 px-4 py-2.5">
          <Link href="/" prefetch={false} aria-label="Keyfuse: start page">
            <Brand />
          </Link>
          <div className="ml-auto flex items-center gap-1">
            <ThemeMenu />
            <Link href={SIGN_IN_PATH} prefetch={false} className={buttonClasses()}>
              Sign in
            </Link>
          </div>
        </div>
      </header>
      <main id={MAIN_ID} tabIndex={-1} className="mx-auto flex max-w-6xl flex-col gap-6 px-4 py-8 outline-none sm:py-10">
        {children}
      </main>
    </>
  );
}
