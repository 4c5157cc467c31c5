// What a new key may be given: the fields of the create form, the command line and the bootstrap file.
import { z } from "zod";
import { uuidText } from "@/lib/core/schemas/texts";
import {
  addressBlock,
  endpointGrants,
  freeText,
  instant,
  jsonObject,
  line,
  permission,
  publicKeyId,
  slug,
} from "@/lib/manage/bootstrap/bootstrap-fields";

/** The fields as given. Left out: every permission, every endpoint, from anywhere, for ever, a minted secret. */
export const keyInput = z.strictObject({
  id: uuidText.optional(),
  publicId: publicKeyId.optional(),
  api: slug,
  plan: line(64).default("default"),
  tenantId: uuidText.nullable().default(null),
  name: line(200),
  description: freeText(2000).default(""),
  purpose: line(64).nullable().default(null),
  permissions: z.array(permission).max(200).default(["*"]),
  endpoints: endpointGrants.default({}),
  ipAllowList: z.array(addressBlock).max(200).default([]),
  metadata: jsonObject.default({}),
  keyManager: z.boolean().default(false),
  expiresAt: instant.nullable().default(null),
  /** A secret of the owner's choice; its rules are judged apart. */
  secret: z.string().optional(),
});

export type KeyInput = z.output<typeof keyInput>;
