// The refusals that the management API knows beside those of its dialect, as its handlers word them.
import { type ShownRefusal, shownAnswer } from "@/lib/core/openapi/refusals";
import { fieldErrors, generalError, TENANT_ID_REQUIRED } from "./answers";

const ASKED = { requestId: "req_123456789" };

/** For the API reference. */
export function managementRefusals(): ShownRefusal[] {
  const problem = { field: "email", code: "invalid", message: "This is not an e-mail address." } as const;
  return [
    shownAnswer("invalid_fields", "Fields that are wrong", fieldErrors(ASKED, "user", [problem])),
    shownAnswer("tenant_id_required", "Several tenants, none named", generalError(ASKED, "TenantIdRequired", TENANT_ID_REQUIRED)),
  ];
}
