// The one way for pages and actions to know who is signed in and what they may do.
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { CONSOLE_HOME, signInTarget } from "@/lib/core/console-paths";
import { type ConsoleAction, roleAllows } from "@/lib/core/roles";
import type { ActionState, RefusedState } from "@/lib/core/schemas/action-state";
import { isSessionCurrent } from "@/lib/core/session";
import { findMember, memberActor, type SessionMember } from "@/lib/manage/team/member";
import { readSessionCookie } from "./next-auth";
import { type ConsoleWorld, readConsole } from "./published-console";
import { isAskedByOwnPage } from "./requester";

/** A member who is signed in, and the world their use cases run in. */
export interface Session {
  readonly member: SessionMember;
  readonly world: ConsoleWorld;
  /** As the audit names them. */
  readonly actor: string;
}

/** The session of this request, or null. Its version is compared with the member's each time; read once per page view. */
export const findSession = cache(async (): Promise<Session | null> => {
  const claims = await readSessionCookie();
  if (claims === null) return null;
  const { world } = readConsole();
  const member = await findMember(world, claims.memberId);
  if (member === null || !isSessionCurrent(claims, member.sessionVersion, world.nowMs())) return null;
  return { member, world, actor: memberActor(member) };
});

/**
 * The session that a page is shown in. Without one the browser goes to the sign-in and comes back to `path`; for a member who may
 * not take the action the page does not exist.
 */
export async function requireSession(action: ConsoleAction, path: string): Promise<Session> {
  const session = await findSession();
  if (session === null) redirect(signInTarget(path));
  if (!roleAllows(session.member.role, action)) notFound();
  return session;
}

/**
 * A server action that runs only for a member who may take it, asked by one of our own pages. Whoever's session is over goes to the
 * sign-in; the rest is refused with a sentence.
 */
export function withSession<Input extends readonly unknown[], Answer = ActionState>(
  action: ConsoleAction,
  run: (session: Session, ...input: Input) => Promise<Answer>,
): (...input: Input) => Promise<Answer | RefusedState> {
  return async (...input) => {
    if (!(await isAskedByOwnPage())) return refusal("This was not asked by a page of this console. Reload the page and try again.");
    const session = await findSession();
    if (session === null) redirect(signInTarget(CONSOLE_HOME));
    if (!roleAllows(session.member.role, action)) return refusal("Your role does not allow this. Ask an owner of this instance.");
    return run(session, ...input);
  };
}

function refusal(message: string): RefusedState {
  return { kind: "refused", problems: [{ field: "", code: "invalid", message }] };
}
