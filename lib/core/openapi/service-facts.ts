// What the one operation of the service API takes and gives.
import { verifyAnswer, verifyRequest } from "@/lib/core/schemas/verify";
import type { OperationFacts } from "./operation-facts";

/** `POST /v1/verify`. */
export const VERIFY_FACTS: OperationFacts = {
  id: "verifyKey",
  tag: "Keys",
  summary: "Ask about a key",
  description:
    "For backends that are called directly: is this key good, for this method and path? A decided question is answered 200, with the verdict in `valid` and `code`. A valid verdict counts as a request of the key and spends its limits. Without `method` and `path` no endpoint is checked.",
  access: "key",
  body: {
    schema: verifyRequest,
    example: { key: "the key that was presented to you", api: "standard", method: "GET", path: "/v1/models" },
  },
  answer: {
    schema: verifyAnswer,
    example: {
      valid: true,
      code: "VALID",
      keyId: "key_0123456789",
      name: "Billing service",
      tenantId: null,
      permissions: ["read"],
      metadata: {},
      expiresAt: "2027-01-31T12:00:00Z",
      rateLimits: [{ name: "minute", limit: 100, remaining: 42, windowSeconds: 60, resetSeconds: 17 }],
    },
  },
};
