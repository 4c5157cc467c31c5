// Finds out what a token that a client shows is worth: verified as at the client's API, and judged by what was revoked.
import { type Api, MANAGEMENT_SLUG } from "@/lib/core/catalogue";
import type { TokenHolder } from "@/lib/core/oauth/concern";
import { type OauthError, oauthError } from "@/lib/core/oauth/oauth-error";
import type { TokenProfile, VerifiedToken } from "@/lib/core/tokens/token-profile";
import type { ManagementCall } from "@/lib/gate/management/operation";
import type { OauthClient } from "./authenticate-client";

/** A token that counts now. */
export interface FoundToken {
  readonly token: VerifiedToken;
  readonly profile: TokenProfile;
}

/** The token as the client's API takes it; null = it takes it not. An error while nobody can say what was revoked. */
export async function findToken(call: ManagementCall, client: OauthClient, text: string): Promise<FoundToken | OauthError | null> {
  const api = apiOf(call, client);
  const profile = api?.dialect.tokens ?? null;
  if (api === null || profile === null) return null;
  const { ports } = call.gate.decider;
  const token = await ports.tokens.verify(api.id, text, profile, ports.clock.nowMs());
  if (typeof token === "string") return null;
  const standing = ports.revocations.judge(token);
  if (standing === "unknown") {
    return { ...oauthError("temporarily_unavailable", "Nobody can say now whether tokens were revoked."), retryAfterSeconds: 2 };
  }
  return standing === "good" ? { token, profile } : null;
}

/** The client as far as tokens are concerned. */
export function holderOf(client: OauthClient): TokenHolder {
  if (client.kind === "application") return client;
  return { kind: "key", keyId: client.record.id, tenantId: client.record.tenantId };
}

/** Users' tokens, which applications get, count at the management API. */
function apiOf({ gate }: ManagementCall, client: OauthClient): Api | null {
  return client.kind === "key" ? client.api : gate.findApi(MANAGEMENT_SLUG);
}
