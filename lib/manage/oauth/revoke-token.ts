// Ends one access token before its time (RFC 7009).
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { changing } from "@/lib/manage/changing";
import { done } from "@/lib/manage/outcome";
import type { World } from "@/lib/manage/world";

/** The token with that `jti`; whose it is was judged before. */
export interface RevokedToken {
  readonly tokenId: string;
  readonly tenantId: string | null;
}

/** From its end on this process refuses the token, and every other within a second. */
export async function revokeToken(world: World, actor: string, { tokenId, tenantId }: RevokedToken): Promise<void> {
  await changing(world, actor, async (change) => {
    change.revokeTokens("token", tokenId);
    change.record(tenantId ?? INSTANCE_CHAIN, "token.revoke", `token:${tokenId}`);
    return done(null);
  });
}
