// What every page of the console can send.
"use server";
import { redirect } from "next/navigation";
import { SIGN_IN_PATH } from "@/lib/core/console-paths";
import { endOneSession, endSessions } from "@/lib/manage/team/end-sessions";
import { clearSessionCookie } from "@/lib/runtime/sign-in/next-auth";
import { withSession } from "@/lib/runtime/sign-in/with-session";

/** Ends the member's sessions wherever they are, and leads to the sign-in. */
export const signOut = withSession("session.end", async ({ world, actor, member }) => {
  await endSessions(world, actor, member.id);
  await clearSessionCookie();
  redirect(`${SIGN_IN_PATH}?news=signed-out`);
});

/** Ends the session of this browser alone, and leads to the sign-in. */
export const signOutHere = withSession("session.end", async ({ world, member, id }) => {
  await endOneSession(world, member.id, id);
  await clearSessionCookie();
  redirect(`${SIGN_IN_PATH}?news=signed-out-here`);
});
