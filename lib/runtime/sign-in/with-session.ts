// The one way for pages and actions to know who is signed in and what they may do.
import { notFound, redirect, unstable_rethrow } from "next/navigation";
import { cache } from "react";
import { CONSOLE_HOME, signInTarget } from "@/lib/core/console-paths";
import type { KeyMaker } from "@/lib/core/keys/key-access";
import { type ConsoleAction, mayTake } from "@/lib/core/roles";
import type { ActionState, RefusedState } from "@/lib/core/schemas/action-state";
import { findSessionMember } from "@/lib/manage/team/find-session";
import { memberActor, type SessionMember } from "@/lib/manage/team/member";
import { readSessionCookie } from "./next-auth";
import { type ConsoleWorld, isConsoleOpen, readConsole } from "./published-console";
import { isAskedByOwnPage } from "./requester";

/** A member who is signed in, and the world their use cases run in. */
export interface Session {
  /** UUID of the session, to tell it from the member's others. */
  readonly id: string;
  readonly member: SessionMember;
  readonly world: ConsoleWorld;
  /** As the audit names them. */
  readonly actor: string;
}

/** The session of this request, or null. What is stored of it is looked at each time; read once per page view. */
export const findSession = cache(async (): Promise<Session | null> => {
  const claims = await readSessionCookie();
  if (claims === null) return null;
  const { world } = readConsole();
  const member = await findSessionMember(world, claims);
  return member === null ? null : { id: claims.sessionId, member, world, actor: memberActor(member) };
});

/** The same for pages that help where the rest fails: where no session can be read, they are shown as to a stranger. */
export async function findReadableSession(): Promise<Session | null> {
  if (!isConsoleOpen()) return null;
  try {
    return await findSession();
  } catch (fault) {
    // Next's own signals are no faults.
    unstable_rethrow(fault);
    readConsole().reportFault(fault);
    return null;
  }
}

/**
 * The session that a page is shown in. Without one the browser goes to the sign-in and comes back to `path`; for a member who may
 * not take the action the page does not exist.
 */
export async function requireSession(action: ConsoleAction, path: string): Promise<Session> {
  const session = await findSession();
  if (session === null) redirect(signInTarget(path));
  if (!mayTake(session.member, action)) notFound();
  return session;
}

/** The member as use cases about keys know one. */
export function makerOf({ member: { role, isConfined, reach }, actor }: Pick<Session, "member" | "actor">): KeyMaker {
  return { role, isConfined, reach, actor };
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
    if (!mayTake(session.member, action)) return refusal("Your role does not allow this. Ask an owner of this instance.");
    return run(session, ...input);
  };
}

function refusal(message: string): RefusedState {
  return { kind: "refused", problems: [{ field: "", code: "invalid", message }] };
}
