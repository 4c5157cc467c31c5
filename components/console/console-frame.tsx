// The frame of every page for members: the header above, the ways through the console beside, the page itself.
import Link from "next/link";
import type { ReactNode } from "react";
import { ConsoleNav } from "@/components/console/console-nav";
import { Brand } from "@/components/landing/brand";
import { MAIN_ID, SkipLink } from "@/components/ui/skip-link";
import { CONSOLE_HOME } from "@/lib/core/console-paths";
import type { Rights } from "@/lib/core/roles";

interface ConsoleFrameProps {
  readonly rights: Rights;
  /** What stands at the end of the header. */
  readonly tools: ReactNode;
  /** Between the header and the page. */
  readonly banner?: ReactNode;
  readonly children: ReactNode;
}

export function ConsoleFrame({ rights, tools, banner, children }: ConsoleFrameProps) {
  return (
    <>
      <SkipLink />
      <header className="border-line border-b bg-surface print:hidden">
        <div className="mx-auto flex max-w-7xl flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 sm:gap-x-6">
          <Link href={CONSOLE_HOME} prefetch={false} aria-label="Keyfuse: API keys">
            <Brand />
          </Link>
          <div className="ml-auto flex items-center gap-1">{tools}</div>
        </div>
      </header>
      {banner}
      <div className="mx-auto flex max-w-7xl flex-col gap-x-8 px-4 lg:flex-row">
        <div className="pt-4 lg:w-44 lg:shrink-0 lg:py-10 print:hidden">
          <ConsoleNav rights={rights} />
        </div>
        <main id={MAIN_ID} tabIndex={-1} className="flex min-w-0 flex-1 flex-col gap-6 py-6 outline-none lg:py-10">
          {children}
        </main>
      </div>
    </>
  );
}
