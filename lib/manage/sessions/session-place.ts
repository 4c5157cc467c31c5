// Where a tenant's user signs in: the application with its rules, within its tenant.
import { isJsonObject, type JsonObject } from "@/lib/core/json";
import { readTokenSettings, type TokenSettings } from "@/lib/core/tokens/token-settings";
import { tenantDb, tenantsDb } from "@/lib/manage/tenants/tenant-db";
import type { World } from "@/lib/manage/world";
import type { Application } from "@/prisma/generated/client";

/** A tenant, and the application within it; null = the tenant itself. */
export interface SessionPlace {
  readonly tenantId: string;
  readonly issuer: string;
  readonly applicationId: string | null;
  /** An application that was deactivated lets nobody in. */
  readonly isActive: boolean;
  readonly rules: LoginRules;
  readonly settings: TokenSettings;
}

/** What `loginConfiguration` says. */
export interface LoginRules {
  /** Whether a sign-in needs an API key. */
  readonly requireAuthentication: boolean;
  readonly generateRefreshTokens: boolean;
  readonly allowTokenRefresh: boolean;
}

/** The application's place in one of those tenants, or null. */
export async function findApplicationPlace(
  world: Pick<World, "prisma">,
  tenantIds: readonly string[],
  applicationId: string,
): Promise<SessionPlace | null> {
  const row = await tenantsDb(world.prisma, tenantIds).application.findFirst({ where: { id: applicationId } });
  return row === null ? null : placeIn(world, row.tenantId, row);
}

/** The place of a session that was begun before, or null where its application is gone. */
export async function findSessionPlace(
  world: Pick<World, "prisma">,
  tenantId: string,
  applicationId: string | null,
): Promise<SessionPlace | null> {
  if (applicationId === null) return placeIn(world, tenantId, null);
  const row = await tenantDb(world.prisma, tenantId).application.findFirst({ where: { id: applicationId } });
  return row === null ? null : placeIn(world, tenantId, row);
}

async function placeIn({ prisma }: Pick<World, "prisma">, tenantId: string, application: Application | null): Promise<SessionPlace | null> {
  const tenant = await prisma.tenant.findUnique({ where: { id: tenantId }, select: { issuer: true, extra: true } });
  if (tenant === null) return null;
  const extra = objectOf(application?.extra);
  return {
    tenantId,
    issuer: tenant.issuer,
    applicationId: application?.id ?? null,
    isActive: application?.active ?? true,
    rules: loginRules(extra.loginConfiguration, application !== null),
    settings: readTokenSettings(objectOf(tenant.extra).jwtConfiguration, extra.jwtConfiguration),
  };
}

/**
 * A sign-in needs a key unless the application says otherwise, as the vendor's default is. Refresh tokens are given out unless it says
 * otherwise, and never where nobody signs in to an application.
 */
export function loginRules(configuration: unknown, isApplication: boolean): LoginRules {
  const { requireAuthentication, generateRefreshTokens, allowTokenRefresh } = objectOf(configuration);
  return {
    requireAuthentication: requireAuthentication !== false,
    generateRefreshTokens: isApplication && generateRefreshTokens !== false,
    allowTokenRefresh: allowTokenRefresh !== false,
  };
}

function objectOf(value: unknown): JsonObject {
  return isJsonObject(value as JsonObject) ? (value as JsonObject) : {};
}
