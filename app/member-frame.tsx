// What stands around every page that a member opens, in the console, the API reference and the guide.
import Link from "next/link";
import type { ReactNode } from "react";
import { AccountMenu } from "@/components/console/account-menu";
import { ConsoleFrame } from "@/components/console/console-frame";
import { ConsoleKeys } from "@/components/console/console-keys";
import { DegradedBanner } from "@/components/console/degraded-banner";
import { KeepSession } from "@/components/console/keep-session";
import { buttonClasses } from "@/components/ui/button";
import { ThemeMenu } from "@/components/ui/theme-menu";
import { UndoRoom } from "@/components/ui/undo";
import { GUIDE_PATH } from "@/lib/core/guide-paths";
import { rightsOf } from "@/lib/core/roles";
import { readConsole } from "@/lib/runtime/sign-in/published-console";
import type { Session } from "@/lib/runtime/sign-in/with-session";
import { signOut, signOutHere } from "./(console)/actions";

interface MemberFrameProps {
  readonly member: Session["member"];
  readonly children: ReactNode;
}

/** The ways through the console, who one is and the way out, and what is wrong with the instance just now. */
export function MemberFrame({ member, children }: MemberFrameProps) {
  const { name, email, role } = member;
  const rights = rightsOf(member);
  const tools = (
    <>
      <ConsoleKeys rights={rights} signOut={signOut} signOutHere={signOutHere} />
      <Link href={GUIDE_PATH} prefetch={false} className={buttonClasses({ look: "quiet", className: "max-sm:px-2" })}>
        Guide
      </Link>
      <ThemeMenu />
      <AccountMenu name={name} email={email} role={role} signOut={signOut} signOutHere={signOutHere} />
    </>
  );
  return (
    <ConsoleFrame rights={rights} tools={tools} banner={readConsole().usage.limiterState() === "degraded" && <DegradedBanner />}>
      <KeepSession />
      <UndoRoom>{children}</UndoRoom>
    </ConsoleFrame>
  );
}
