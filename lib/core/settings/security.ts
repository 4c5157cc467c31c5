// How long keys may live, who may ask for them, and what the console asks of its members.
import { z } from "zod";
import { REQUEST_ACCESS } from "@/lib/core/requests/request-access";
import type { Setting } from "./setting";

function whole(least: number, most: number) {
  const message = `This is not a whole number from ${least} to ${most}.`;
  return z.int(message).min(least, message).max(most, message);
}

export const securitySettings = z.strictObject({
  /** Whole days that a key made or extended from now on may live; null = as long as its maker wants. */
  longestKeyDays: whole(1, 3650).nullable(),
  /** What forms offer first, in whole days; null = no expiry. */
  usualKeyDays: whole(1, 3650).nullable(),
  /** Whole minutes without a page view after which a console session ends. */
  idleMinutes: whole(5, 1440),
  /** Whole hours after the sign-in at which a console session ends whatever happened. */
  sessionHours: whole(1, 720),
  /** Who may ask for keys of an API that says nothing of it itself. */
  requestAccess: z.enum(REQUEST_ACCESS, "Choose who may ask."),
});

export const SECURITY = {
  name: "security",
  schema: securitySettings,
  fallback: { longestKeyDays: null, usualKeyDays: 90, idleMinutes: 120, sessionHours: 12, requestAccess: "off" },
} as const satisfies Setting<typeof securitySettings>;
