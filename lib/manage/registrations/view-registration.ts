// A stored registration as it leaves.
import type { JsonObject } from "@/lib/core/json";
import { REGISTRATION_NAMES, type RegistrationView, registrationView } from "@/lib/core/schemas/registration";
import { keptOf } from "@/lib/core/schemas/vendor-object";
import type { Registration } from "@/prisma/generated/client";

/** The view of a row. */
export function viewRegistration(row: Registration): RegistrationView {
  return registrationView.parse({
    ...contentOfRegistration(row),
    id: row.id,
    insertInstant: row.createdAt.getTime(),
    lastUpdateInstant: row.updatedAt.getTime(),
  });
}

/** What of a stored registration is the client's to change, as it would send it. */
export function contentOfRegistration({ extra, applicationId, roles }: Registration): JsonObject {
  return { ...(keptOf(REGISTRATION_NAMES, extra) as JsonObject), applicationId, roles };
}
