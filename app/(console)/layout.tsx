// The frame of the console, for members only.
import type { ReactNode } from "react";
import { MemberFrame } from "@/app/member-frame";
import { CONSOLE_HOME } from "@/lib/core/console-paths";
import { requireSession } from "@/lib/runtime/sign-in/with-session";

export default async function ConsoleLayout({ children }: { readonly children: ReactNode }) {
  const { member } = await requireSession("session.end", CONSOLE_HOME);
  return <MemberFrame member={member}>{children}</MemberFrame>;
}
