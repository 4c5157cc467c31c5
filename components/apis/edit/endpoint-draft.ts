// An endpoint as it is typed.
import { typedNumber } from "@/lib/core/apis/api-form";
import type { Endpoint } from "@/lib/core/catalogue";

export interface EndpointDraft {
  readonly path: string;
  readonly methods: readonly string[];
  /** Empty = none is needed. */
  readonly permission: string;
  readonly cost: string;
  /** Whether it was added while the form is open. */
  readonly isNew: boolean;
}

export const NEW_ENDPOINT: EndpointDraft = { path: "", methods: ["GET"], permission: "", cost: "1", isNew: true };

export function endpointDraft({ path, methods, permission, cost }: Endpoint): EndpointDraft {
  return { path, methods, permission: permission ?? "", cost: String(cost), isNew: false };
}

/** As it is sent. */
export function endpointOf({ path, methods, permission, cost }: EndpointDraft) {
  const name = permission.trim();
  return { path: path.trim(), methods, permission: name === "" ? null : name, cost: typedNumber(cost) };
}
