// Sessions of an application's users, as the application meets them as an OAuth client: by refresh tokens that were issued to it.
import type { IntrospectionAnswer } from "@/lib/core/schemas/oauth";
import { signOut } from "@/lib/manage/sessions/end-sessions";
import { type FoundRefresh, findRefresh } from "@/lib/manage/sessions/find-sessions";
import { type Refreshed, refreshSession } from "@/lib/manage/sessions/refresh-session";
import type { World } from "@/lib/manage/world";
import type { ApplicationClient } from "./find-client";

/** The next tokens, or null: whatever is wrong with the token, or whoever's it is. A token that was issued to another client is left as it is. */
export async function refreshForApplication(world: World, client: ApplicationClient, secret: string): Promise<Refreshed | null> {
  const found = await findOwn(world, client, secret);
  return found === null ? null : refreshSession(world, { tenantIds: [client.tenantId], secret, lifeSeconds: null });
}

/** Ends the session of that refresh token with its access tokens (RFC 7009 §2.1). False = it is no refresh token of the client's. */
export async function endForApplication(world: World, client: ApplicationClient, secret: string): Promise<boolean> {
  const found = await findOwn(world, client, secret);
  if (found === null) return false;
  await signOut(world, [client.tenantId], [secret], false);
  return true;
}

/** What the client learns of a refresh token of its own that could be used now; null = it is none. */
export async function describeSession(world: World, client: ApplicationClient, secret: string): Promise<IntrospectionAnswer | null> {
  const found = await findOwn(world, client, secret);
  if (found === null) return null;
  const { session, token } = found;
  const isGood = token.spentAt === null && session.endedAt === null && session.expiresAt.getTime() > world.nowMs();
  if (!isGood) return null;
  return {
    active: true,
    client_id: client.id,
    sub: session.userId,
    iat: Math.floor(token.createdAt.getTime() / 1000),
    exp: Math.floor(session.expiresAt.getTime() / 1000),
    tid: client.tenantId,
  };
}

async function findOwn(world: World, client: ApplicationClient, secret: string): Promise<FoundRefresh | null> {
  const found = await findRefresh(world, [client.tenantId], secret);
  return found?.session.applicationId === client.id ? found : null;
}
