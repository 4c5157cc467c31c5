// Finds who an OAuth client says it is: an API key by either of its ids, or an application with a client secret.
import { isPublicId, readUuid } from "@/lib/core/schemas/texts";
import { clientSecretContext } from "@/lib/manage/applications/view-application";
import type { World } from "@/lib/manage/world";

/** An application as a client of the endpoints that its users' tokens go through. */
export interface ApplicationClient {
  readonly kind: "application";
  readonly id: string;
  readonly tenantId: string;
  readonly isActive: boolean;
}

/** What bears the id; its secret is still to be proved. */
export type FoundClient =
  | { readonly kind: "key"; readonly id: string; readonly apiId: string }
  | (ApplicationClient & { readonly sealedSecret: Uint8Array });

/** Whatever bears the id, or null. An application without a client secret is no client. */
export async function findClient({ prisma }: Pick<World, "prisma">, clientId: string): Promise<FoundClient | null> {
  const select = { id: true, apiId: true } as const;
  if (isPublicId(clientId)) return keyClient(await prisma.key.findUnique({ where: { publicId: clientId }, select }));
  const id = readUuid(clientId);
  if (id === null) return null;
  const key = await prisma.key.findUnique({ where: { id }, select });
  if (key !== null) return keyClient(key);
  const row = await prisma.application.findUnique({
    where: { id },
    select: { id: true, tenantId: true, active: true, sealedClientSecret: true },
  });
  if (row === null || row.sealedClientSecret === null) return null;
  return { kind: "application", id: row.id, tenantId: row.tenantId, isActive: row.active, sealedSecret: row.sealedClientSecret };
}

/** Whether that is the application's secret. Compared as keyed hashes: how long it takes tells nothing of either. */
export function provesApplication(
  { sealing, hasher }: Pick<World, "sealing" | "hasher">,
  client: FoundClient & { readonly kind: "application" },
  secret: string,
): boolean {
  const context = clientSecretContext(client.id);
  return hasher.fingerprint(context, sealing.openText(client.sealedSecret, context)) === hasher.fingerprint(context, secret);
}

function keyClient(row: { readonly id: string; readonly apiId: string } | null): FoundClient | null {
  return row === null ? null : { kind: "key", ...row };
}
