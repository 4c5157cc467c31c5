// What the management API says about its own health.
import { z } from "zod";

export const statusAnswer = z.strictObject({ status: z.enum(["ok", "error"]) }).meta({ id: "Status" });

/** What `/api/system/version` answers. */
export const versionAnswer = z.strictObject({ version: z.string() });
