// Who signs in: a tenant's user with what decides whether they may, and what their tokens say.
import { isStorable } from "@/lib/core/schemas/texts";
import type { UserTokenFacts } from "@/lib/core/tokens/user-claims";
import { tenantDb } from "@/lib/manage/tenants/tenant-db";
import { USER_RELATIONS, type viewUser } from "@/lib/manage/users/view-user";
import type { World } from "@/lib/manage/world";
import type { SessionPlace } from "./session-place";

/** A user as stored, with registrations. Never leaves as it is: it holds the password's hash. */
export type SessionUser = Parameters<typeof viewUser>[0];

/** What a login id is looked for in, in this order; an email is one person's, a username may look like any text. */
export const LOGIN_ID_TYPES = ["email", "username"] as const;
export type LoginIdType = (typeof LOGIN_ID_TYPES)[number];

/** The user with that login id in the tenant, or null. */
export async function findByLoginId(
  world: Pick<World, "prisma">,
  tenantId: string,
  loginId: string,
  types: readonly LoginIdType[],
): Promise<SessionUser | null> {
  if (!isStorable(loginId)) return null;
  const { user } = tenantDb(world.prisma, tenantId);
  for (const type of LOGIN_ID_TYPES.filter((known) => types.includes(known))) {
    const where = type === "email" ? { email: loginId.toLowerCase() } : { username: loginId };
    const row = await user.findFirst({ where, include: USER_RELATIONS });
    if (row !== null) return row;
  }
  return null;
}

/** The user with that id in the tenant, or null. */
export function findSessionUser(world: Pick<World, "prisma">, tenantId: string, id: string): Promise<SessionUser | null> {
  return tenantDb(world.prisma, tenantId).user.findFirst({ where: { id }, include: USER_RELATIONS });
}

/** Whether the user's time is over (the vendor's `expiry`). */
export function isExpired({ extra }: Pick<SessionUser, "extra">, nowMs: number): boolean {
  const expiry: unknown = typeof extra === "object" && extra !== null ? Reflect.get(extra, "expiry") : null;
  return typeof expiry === "number" && nowMs >= expiry;
}

/** The registration at the place, or null; nobody needs one where no application is named. */
export function registrationAt({ registrations }: SessionUser, { applicationId }: Pick<SessionPlace, "applicationId">) {
  return registrations.find((registration) => registration.applicationId === applicationId) ?? null;
}

/** How a token came to be. */
export type TokenOrigin = Pick<UserTokenFacts, "authenticationType" | "authenticatedAtMs" | "sessionId">;

/** What the user's token at the place says. Without a registration it names neither application nor roles. */
export function tokenFacts(user: SessionUser, place: SessionPlace, origin: TokenOrigin): UserTokenFacts {
  const registration = registrationAt(user, place);
  return {
    ...origin,
    tenantId: place.tenantId,
    issuer: place.issuer,
    applicationId: registration?.applicationId ?? null,
    user: { id: user.id, email: user.email, username: user.username },
    roles: registration?.roles ?? [],
  };
}
