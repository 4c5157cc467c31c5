// What a new application takes over from the one that its body names as its source.
import type { Answer, Json } from "@/lib/core/http";
import type { JsonObject } from "@/lib/core/json";
import { readUuid } from "@/lib/core/schemas/texts";
import { copyApplication } from "@/lib/manage/applications/copy-application";
import { fieldErrors } from "./answers";
import type { ManagementCall } from "./operation";

/** What is taken over, or the answer that ends the call. */
type ApplicationSource = { readonly ok: true; readonly inherited: JsonObject } | { readonly ok: false; readonly answer: Answer };

/** An application of another tenant is answered like one that does not exist. */
export async function readApplicationSource(call: ManagementCall, tenantId: string, value: Json): Promise<ApplicationSource> {
  if (value === null) return { ok: true, inherited: {} };
  const id = typeof value === "string" ? readUuid(value) : null;
  const inherited = id === null ? null : await copyApplication(call.world, tenantId, id);
  if (inherited !== null) return { ok: true, inherited };
  const problem = { field: "sourceApplicationId", code: "invalid", message: "There is no application with this id." } as const;
  return { ok: false, answer: fieldErrors(call, "", [problem]) };
}
