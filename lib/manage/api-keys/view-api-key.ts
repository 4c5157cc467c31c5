// A key of the management API as its vendor's clients read it.
import type { Json } from "@/lib/core/http";
import { isJsonObject } from "@/lib/core/json";
import { type ApiKeyView, apiKeyView } from "@/lib/core/schemas/api-key";
import type { Key } from "@/prisma/generated/client";

/** As much of a row as is shown. */
type ShownKey = Pick<
  Key,
  "id" | "name" | "keyManager" | "tenantId" | "endpoints" | "description" | "metadata" | "expiresAt" | "createdAt" | "updatedAt"
>;

/** The view of a row, without its secret. */
export function viewApiKey(row: ShownKey): ApiKeyView {
  return apiKeyView.parse({
    id: row.id,
    name: row.name,
    keyManager: row.keyManager,
    ...(row.tenantId === null ? {} : { tenantId: row.tenantId }),
    permissions: { endpoints: row.endpoints },
    metaData: { attributes: attributesOf(row) },
    ...(row.expiresAt === null ? {} : { expirationInstant: row.expiresAt.getTime() }),
    insertInstant: row.createdAt.getTime(),
    lastUpdateInstant: row.updatedAt.getTime(),
  });
}

/** The description and whatever metadata is text: the vendor knows texts only. */
export function attributesOf({ description, metadata }: Pick<Key, "description" | "metadata">): Record<string, string> {
  const texts = Object.entries(metadataOf(metadata)).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return { ...Object.fromEntries(texts), ...(description === "" ? {} : { description }) };
}

/** The columns that hold attributes: metadata that is no text stays as it is. */
export function columnsOf(attributes: Readonly<Record<string, string>>, before: unknown) {
  const { description = "", ...texts } = attributes;
  const others = Object.entries(metadataOf(before)).filter(([, value]) => typeof value !== "string");
  return { description, metadata: { ...Object.fromEntries(others), ...texts } };
}

function metadataOf(metadata: unknown): Readonly<Record<string, Json>> {
  const stored = metadata as Json;
  return isJsonObject(stored) ? stored : {};
}
