// A session as it is shown: the vendor's refresh token, without the token.
import type { Json } from "@/lib/core/http";
import { isJsonObject } from "@/lib/core/json";
import { type RefreshTokenView, refreshTokenView } from "@/lib/core/schemas/sign-in";
import type { RefreshSession } from "@/prisma/generated/client";

/** The view of a row. */
export function viewSession(row: RefreshSession): RefreshTokenView {
  const stored = row.metadata as Json;
  const metadata = isJsonObject(stored) ? stored : {};
  const device = isJsonObject(metadata.device) ? metadata.device : {};
  return refreshTokenView.parse({
    id: row.id,
    applicationId: row.applicationId ?? undefined,
    tenantId: row.tenantId,
    userId: row.userId,
    insertInstant: row.startedAt.getTime(),
    startInstant: row.startedAt.getTime(),
    metaData: { ...metadata, device: { ...device, lastAccessedInstant: row.lastUsedAt.getTime() } },
  });
}
