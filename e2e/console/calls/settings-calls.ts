// Actions about the settings of the instance.
import { SIGNING_KEYS } from "../console-world";
import { type ActionCall, formOf } from "./action-call";

export const SETTINGS_CALLS: Readonly<Record<string, ActionCall>> = {
  saveSecurity: {
    leastRole: "owner",
    good: () => [{ form: { longestKeyDays: "365", usualKeyDays: "30", idleMinutes: "60", sessionHours: "24", requestAccess: "members" } }],
  },
  saveRetention: {
    leastRole: "owner",
    good: () => [{ form: { minuteHours: "25", hourDays: "40", dayDays: "400", decisionsOfKey: "100" } }],
  },
  makeSigningKey: {
    leastRole: "owner",
    good: () => [{ form: { name: "", algorithm: "ES256", tenantId: "" } }],
    // Without a name it is named by its algorithm.
    stored: async ({ prisma }, field, call) =>
      field === "name" && formOf(call).name !== ""
        ? (await prisma.signingKey.findFirstOrThrow({ orderBy: [{ createdAt: "desc" }, { id: "desc" }] })).name
        : null,
  },
  replaceSigningKey: { leastRole: "owner", good: () => [{ data: SIGNING_KEYS.replaced }, { data: "day" }] },
  endSigningKey: { leastRole: "owner", good: () => [{ data: SIGNING_KEYS.ended }, { data: "hour" }] },
};
