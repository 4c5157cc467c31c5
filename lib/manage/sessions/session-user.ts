// Who signs in: a tenant's user with what decides whether they may, and what their tokens say.
import { isStorable } from "@/lib/core/schemas/texts";
import type { UserTokenFacts } from "@/lib/core/tokens/user-claims";
import { rolesAt } from "@/lib/manage/registrations/roles-at";
import { tenantDb } from "@/lib/manage/tenants/tenant-db";
import { USER_RELATIONS, type viewUser } from "@/lib/manage/users/view-user";
import type { World } from "@/lib/manage/world";
import type { User } from "@/prisma/generated/client";
import type { SessionPlace } from "./session-place";

/** A user as stored, with registrations. Never leaves as it is: it holds the password's hash. */
export type SessionUser = Parameters<typeof viewUser>[0];

/** What a login id is looked for in. Where two users match it is the email that counts: a username may look like anybody's. */
export const LOGIN_ID_TYPES = ["email", "username"] as const;
export type LoginIdType = (typeof LOGIN_ID_TYPES)[number];

/** What is known of an account before the password is. */
export type Account = Pick<User, "tenantId" | "id" | "passwordHash" | "active" | "extra">;

/** The account with that login id in the tenant, or null. One statement in any case, so that time does not tell which. */
export async function findAccount(
  world: Pick<World, "prisma">,
  tenantId: string,
  loginId: string,
  types: readonly LoginIdType[],
): Promise<Account | null> {
  if (!isStorable(loginId)) return null;
  const email = loginId.toLowerCase();
  const conditions = { email: { email }, username: { username: loginId } };
  const rows = await tenantDb(world.prisma, tenantId).user.findMany({ where: { OR: types.map((type) => conditions[type]) } });
  return rows.find((row) => types.includes("email") && row.email === email) ?? rows[0] ?? null;
}

/** The user with that id in the tenant, or null. */
export function findSessionUser(world: Pick<World, "prisma">, tenantId: string, id: string): Promise<SessionUser | null> {
  return tenantDb(world.prisma, tenantId).user.findFirst({ where: { id }, include: USER_RELATIONS });
}

/** Whether the user's time is over (the vendor's `expiry`). */
export function isExpired({ extra }: Pick<Account, "extra">, nowMs: number): boolean {
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
export async function tokenFacts(
  world: Pick<World, "prisma">,
  user: SessionUser,
  place: SessionPlace,
  origin: TokenOrigin,
): Promise<UserTokenFacts> {
  const applicationId = registrationAt(user, place)?.applicationId ?? null;
  return {
    ...origin,
    tenantId: place.tenantId,
    issuer: place.issuer,
    applicationId,
    user: { id: user.id, email: user.email, username: user.username },
    roles: applicationId === null ? [] : await rolesAt(tenantDb(world.prisma, place.tenantId), user, applicationId),
  };
}
