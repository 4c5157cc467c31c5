// Notes that a user whom a backend knows already came to an application.
import type { UserView } from "@/lib/core/schemas/user";
import { viewUser } from "@/lib/manage/users/view-user";
import type { World } from "@/lib/manage/world";
import { beginSession, type SessionTokens } from "./begin-session";
import type { SessionPlace } from "./session-place";
import { findSessionUser, isExpired, registrationAt } from "./session-user";

/** What came of it. */
export type Pinged =
  | { readonly kind: "signed-in"; readonly user: UserView; readonly isRegistered: boolean; readonly tokens: SessionTokens | null }
  | { readonly kind: "refused" }
  | { readonly kind: "expired" };

/** The user's next access token, on the word of whoever has the key; no refresh token goes with it. */
export async function pingUser(
  world: World,
  actor: string,
  { place, userId, wantsTokens }: { readonly place: SessionPlace; readonly userId: string; readonly wantsTokens: boolean },
): Promise<Pinged> {
  const user = await findSessionUser(world, place.tenantId, userId);
  if (user?.active !== true || !place.isActive) return { kind: "refused" };
  if (isExpired(user, world.nowMs())) return { kind: "expired" };
  const begun = await beginSession(world, { user, place, type: "PING", wantsTokens, metadata: {}, actor, details: {} });
  if (begun.kind === "refused" || begun.kind === "absent") return { kind: "refused" };
  const isRegistered = place.applicationId === null || registrationAt(user, place) !== null;
  return { kind: "signed-in", user: viewUser({ ...user, lastLoginAt: new Date(world.nowMs()) }), isRegistered, tokens: begun.value };
}
