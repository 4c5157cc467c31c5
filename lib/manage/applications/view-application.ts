// A stored application as it leaves.
import { isJsonObject, type JsonObject } from "@/lib/core/json";
import { APPLICATION_NAMES, type ApplicationView, applicationView } from "@/lib/core/schemas/application";
import { readStoredRoles } from "@/lib/core/schemas/application-role";
import { keptOf } from "@/lib/core/schemas/vendor-object";
import type { SecretSealing } from "@/lib/ports/token-ports";
import type { Application } from "@/prisma/generated/client";

/** Names the place a sealed client secret belongs to. */
export function clientSecretContext(applicationId: string): string {
  return `application:${applicationId}:clientSecret`;
}

/** The view of a row, with the secret of its OAuth client: for answers to management keys, and for nothing else. */
export function viewApplication({ sealing }: { readonly sealing: SecretSealing }, row: Application): ApplicationView {
  return applicationView.parse({
    ...applicationSettings(sealing, row),
    id: row.id,
    tenantId: row.tenantId,
    name: row.name,
    active: row.active,
    state: row.active ? "Active" : "Inactive",
    roles: readStoredRoles(row.roles),
    insertInstant: row.createdAt.getTime(),
    lastUpdateInstant: row.updatedAt.getTime(),
  });
}

/** Columns whose JSON is only looked at. */
export type StoredApplication = Pick<Application, "id" | "name" | "sealedClientSecret"> & {
  readonly extra: unknown;
  readonly roles: unknown;
};

/** What is stored of the vendor's names, with the client's id and secret where they belong. */
export function applicationSettings(sealing: SecretSealing, row: StoredApplication): JsonObject {
  const kept = keptOf(APPLICATION_NAMES, row.extra) as JsonObject;
  const stored = isJsonObject(kept.oauthConfiguration) ? kept.oauthConfiguration : {};
  const clientSecret = openClientSecret(sealing, row);
  const client = { clientId: stored.clientId ?? row.id, ...(clientSecret === null ? {} : { clientSecret }) };
  return { ...kept, oauthConfiguration: { ...stored, ...client } };
}

/** The secret of the application's OAuth client, or null where it has none. */
export function openClientSecret(sealing: SecretSealing, row: Pick<Application, "id" | "sealedClientSecret">): string | null {
  return row.sealedClientSecret === null ? null : sealing.openText(row.sealedClientSecret, clientSecretContext(row.id));
}
