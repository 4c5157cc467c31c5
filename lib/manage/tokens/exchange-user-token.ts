// Gives a user who has a token another one, for another application of the same tenant.

import type { VerifiedToken } from "@/lib/core/tokens/token-profile";
import { readTokenSettings } from "@/lib/core/tokens/token-settings";
import { tenantDb } from "@/lib/manage/tenants/tenant-db";
import type { World } from "@/lib/manage/world";
import { issueUserToken } from "./issue-token";
import { configurationOf } from "./public-keys";

/**
 * The token, or why there is none: `absent` where the application is not one of the user's tenant, `refused` where the token is no
 * user's of ours, or the user was deactivated or is not registered there. It belongs to the same session, ends with it, and lives no longer
 * than the token it is given for: nobody buys a longer life with it.
 */
export async function exchangeUserToken(world: World, token: VerifiedToken, applicationId: string): Promise<string | "absent" | "refused"> {
  const { tid: tenantId, sid, auth_time: authenticatedAt } = token.claims;
  if (token.own === undefined || token.own.key !== null || typeof tenantId !== "string") return "refused";
  const db = tenantDb(world.prisma, tenantId);
  const application = await db.application.findFirst({ where: { id: applicationId, active: true } });
  if (application === null) return "absent";
  const tenant = await world.prisma.tenant.findUniqueOrThrow({ where: { id: tenantId } });
  const userId = token.subject.replace(/^user_/, "");
  const user = await db.user.findFirst({ where: { id: userId, active: true } });
  const registration = await db.registration.findFirst({ where: { userId, applicationId } });
  if (user === null || registration === null) return "refused";
  const { signingKeyId, form, lifeSeconds } = readTokenSettings(configurationOf(tenant), configurationOf(application));
  const leftSeconds = Math.max(1, Math.floor((token.expiresAtMs - world.nowMs()) / 1000));
  const issued = await issueUserToken(world, {
    form,
    signingKeyId,
    lifeSeconds: Math.min(lifeSeconds, leftSeconds),
    facts: {
      tenantId,
      issuer: tenant.issuer,
      applicationId,
      user,
      roles: registration.roles,
      sessionId: typeof sid === "string" ? sid : null,
      authenticationType: "JWT_SSO",
      authenticatedAtMs: typeof authenticatedAt === "number" ? authenticatedAt * 1000 : (token.issuedAtMs ?? world.nowMs()),
    },
  });
  return issued.token;
}
