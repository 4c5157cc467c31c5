// Finds the sessions of tenants' users: by the refresh token that came in, or by what names them.
import type { RefreshTokenView } from "@/lib/core/schemas/sign-in";
import { tenantsDb } from "@/lib/manage/tenants/tenant-db";
import type { World } from "@/lib/manage/world";
import type { RefreshSession, RefreshToken } from "@/prisma/generated/client";
import { refreshFingerprint } from "./refresh-secret";
import { viewSession } from "./view-session";

/** A refresh token that is or was one, and its session. */
export interface FoundRefresh {
  readonly token: RefreshToken;
  readonly session: RefreshSession;
}

/** What was issued under that secret in one of those tenants, or null. */
export async function findRefresh(world: World, tenantIds: readonly string[], secret: string): Promise<FoundRefresh | null> {
  const row = await tenantsDb(world.prisma, tenantIds).refreshToken.findFirst({
    where: { fingerprint: refreshFingerprint(world, secret) },
    include: { session: true },
  });
  if (row === null) return null;
  const { session, ...token } = row;
  return { token, session };
}

/** What sessions are asked for; each part narrows the others. */
export interface SessionSelector {
  readonly id?: string | undefined;
  readonly userId?: string | undefined;
  readonly applicationId?: string | undefined;
}

/** The sessions that go on, the latest first. */
export async function listSessions(world: World, tenantIds: readonly string[], selector: SessionSelector): Promise<RefreshTokenView[]> {
  const rows = await tenantsDb(world.prisma, tenantIds).refreshSession.findMany({
    where: { ...selector, endedAt: null, expiresAt: { gt: new Date(world.nowMs()) } },
    orderBy: [{ startedAt: "desc" }, { id: "asc" }],
  });
  return rows.map(viewSession);
}

/** The session with that id if it goes on, or null. */
export async function findSession(world: World, tenantIds: readonly string[], id: string): Promise<RefreshTokenView | null> {
  const [session] = await listSessions(world, tenantIds, { id });
  return session ?? null;
}

/** The tenant of a user among those, or null. */
export async function findTenantOfUser(world: World, tenantIds: readonly string[], id: string): Promise<string | null> {
  const row = await tenantsDb(world.prisma, tenantIds).user.findFirst({ where: { id }, select: { tenantId: true } });
  return row?.tenantId ?? null;
}

/** The tenant of an application among those, or null. */
export async function findTenantOfApplication(world: World, tenantIds: readonly string[], id: string): Promise<string | null> {
  const row = await tenantsDb(world.prisma, tenantIds).application.findFirst({ where: { id }, select: { tenantId: true } });
  return row?.tenantId ?? null;
}
