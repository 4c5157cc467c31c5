// A tenant as the console shows it.
import { z } from "zod";

export const tenantOverview = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** Keys that belong to it, whatever their state. */
  keys: z.int(),
  createdAt: z.iso.datetime(),
});

export type TenantOverview = z.output<typeof tenantOverview>;
