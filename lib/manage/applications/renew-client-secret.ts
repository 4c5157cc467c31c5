// Gives an application's OAuth client another secret.
import { objectIn } from "@/lib/core/tenants/token-fields";
import { type ApplicationPlace, patchApplication } from "@/lib/manage/applications/change-application";
import { done, type Outcome } from "@/lib/manage/outcome";
import type { World } from "@/lib/manage/world";

/** The new secret, for the one answer that shows it; the former one counts no more. */
export async function renewClientSecret(world: World, actor: string, place: ApplicationPlace): Promise<Outcome<string>> {
  const outcome = await patchApplication(world, actor, place, { oauthConfiguration: { clientSecret: null } });
  if (outcome.kind === "absent" || outcome.kind === "refused") return outcome;
  const secret = objectIn(outcome.value, "oauthConfiguration")?.clientSecret;
  if (typeof secret !== "string") throw new Error("an application was left without a client secret");
  return done(secret);
}
