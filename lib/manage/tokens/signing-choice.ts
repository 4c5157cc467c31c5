// Which signing keys a tenant, and its applications, may choose in their `jwtConfiguration`.
import { isJsonObject, type JsonObject } from "@/lib/core/json";
import { ACCESS_TOKEN_KEY_FIELD } from "@/lib/core/schemas/jwt-configuration";
import type { Problem } from "@/lib/core/schemas/problem";
import type { Tx } from "@/lib/manage/world";

/** What is stored of a tenant or an application beside its columns. */
type Extra = JsonObject;

/** The problem is the same for a key that is another tenant's, one that retires, and one that does not exist. */
const NO_SUCH_KEY: Problem = { field: ACCESS_TOKEN_KEY_FIELD, code: "invalid", message: "There is no signing key with this id." };

/**
 * The problem with the key that `extra` chooses, or null. A tenant chooses among its own keys and those of no tenant; a new tenant
 * (`tenantId: null`) has none of its own yet. What was chosen before is not judged again, so that an object can be sent back as it was.
 */
export async function judgeSigningChoice(
  tx: Pick<Tx, "signingKey">,
  tenantId: string | null,
  extra: Extra,
  before: Extra = {},
): Promise<Problem | null> {
  const id = chosenKey(extra);
  if (id === null || id === chosenKey(before)) return null;
  const owners = tenantId === null ? [{ tenantId: null }] : [{ tenantId: null }, { tenantId }];
  return (await tx.signingKey.count({ where: { id, retiresAt: null, OR: owners } })) > 0 ? null : NO_SUCH_KEY;
}

/** What another tenant can take over: all but the choice of a key that signs for this tenant alone. */
export async function withoutOwnSigningKey(tx: Pick<Tx, "signingKey">, tenant: { readonly extra: unknown }): Promise<Extra> {
  const extra = tenant.extra as Extra;
  if ((await judgeSigningChoice(tx, null, extra)) === null) return extra;
  const { accessTokenKeyId: _own, ...configuration } = configurationOf(extra);
  return { ...extra, jwtConfiguration: configuration };
}

function chosenKey(extra: Extra): string | null {
  const { accessTokenKeyId: id } = configurationOf(extra);
  return typeof id === "string" ? id.toLowerCase() : null;
}

function configurationOf(extra: Extra): JsonObject {
  return isJsonObject(extra.jwtConfiguration) ? extra.jwtConfiguration : {};
}
