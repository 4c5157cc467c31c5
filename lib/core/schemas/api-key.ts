// A key of the management API as key managers send it and get it.
import { z } from "zod";
import { keyName } from "./key-changes";
import { storableText, uuidText } from "./texts";
import { type VendorNames, vendorObject } from "./vendor-object";

const IGNORED = ["id", "insertInstant", "ipAccessControlListId", "lastUpdateInstant", "retrievable"];

/** The vendor's names of an API key. `keyManager` and `tenantId` are read to be compared: only the console sets the one, nobody changes the other. */
export const API_KEY_NAMES: VendorNames = {
  own: ["expirationInstant", "key", "keyManager", "metaData", "name", "permissions", "tenantId"],
  kept: [],
  ignored: IGNORED,
};

/** The same for a key that exists: its secret is not changed here. */
export const API_KEY_CHANGE_NAMES: VendorNames = {
  ...API_KEY_NAMES,
  own: API_KEY_NAMES.own.filter((name) => name !== "key"),
  ignored: [...IGNORED, "key"],
};

/** The end of the year 9999: later ones have no plain RFC 3339 text. */
const LAST_INSTANT = 253_402_300_799_999;

const endpoints = z.record(storableText(1024), z.array(z.string()));

/** The fields of a change; names of paths and methods are judged with the rest of the key. */
export const apiKeyChangeFields = z.strictObject({
  expirationInstant: z.int().min(0).max(LAST_INSTANT).optional().meta({
    description: "Milliseconds since 1970. Left out: as long as the calling key.",
  }),
  keyManager: z.boolean().optional().meta({ description: "Only what it is: the console alone makes key managers." }),
  metaData: z.strictObject({ attributes: z.record(storableText(255), storableText(2000)).optional() }).optional(),
  name: keyName.optional(),
  permissions: z.strictObject({ endpoints: endpoints.optional() }).optional().meta({
    description: "Methods by path template. None = every endpoint, for which the calling key must have every endpoint.",
  }),
  tenantId: uuidText.optional().meta({ description: "Chosen when the key is made, and never changed." }),
});

/** The fields of a new key. */
export const apiKeyFields = apiKeyChangeFields.extend({
  key: z.string().optional().meta({ description: "A secret of your choice, 8 to 256 visible characters. Left out: a random one." }),
});

/** The bodies' keys, for those who write clients. */
export const apiKeyObject = vendorObject(API_KEY_NAMES, apiKeyFields).meta({ id: "ApiKeyRequest", description: "A key to be made." });
export const apiKeyChangeObject = vendorObject(API_KEY_CHANGE_NAMES, apiKeyChangeFields).meta({ id: "ApiKeyChange" });

/** A key as it leaves; `key` is its secret, which leaves once. */
export const apiKeyView = z
  .strictObject({
    id: z.string(),
    key: z.string().optional(),
    name: z.string(),
    keyManager: z.boolean(),
    tenantId: z.string().optional(),
    permissions: z.strictObject({ endpoints: z.record(z.string(), z.array(z.string())) }),
    metaData: z.strictObject({ attributes: z.record(z.string(), z.string()) }),
    expirationInstant: z.int().optional(),
    insertInstant: z.int(),
    lastUpdateInstant: z.int(),
  })
  .meta({ id: "ApiKey", description: "A key of the management API. Instants are milliseconds since 1970." });

export type ApiKeyView = z.output<typeof apiKeyView>;
