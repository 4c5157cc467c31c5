// The endpoints that an API in front of the built-in sample service starts with, per dialect, as the vendor pages imply them.
import type { Endpoint } from "@/lib/core/catalogue";

/** A row: methods and path, and the permission they need. */
function endpoint(methods: string, path: string, permission: string | null): Endpoint {
  return { path, methods: methods.split(" "), permission, cost: 1 };
}

/** Every route of the sample service, open to any valid key: for dialects whose permissions are free names. */
const OPEN_ENDPOINTS: readonly Endpoint[] = [
  endpoint("POST", "/chat", null),
  endpoint("GET", "/models", null),
  endpoint("GET", "/account", null),
  endpoint("POST", "/v1/generate", null),
  endpoint("GET", "/v1/models", null),
  endpoint("POST PUT", "/v1/resources", null),
  endpoint("GET POST", "/v1/webhooks", null),
  endpoint("GET", "/v1/admin", null),
  endpoint("POST", "/v1/chat/completions", null),
  endpoint("POST", "/chat/completions", null),
  endpoint("GET", "/v0/payments", null),
  endpoint("GET", "/v0/payments/{id}", null),
];

/** By the name of the dialect. */
export const SAMPLE_ENDPOINTS: Readonly<Record<"fusion-ai" | "standard" | "infuzu" | "cryptofuse", readonly Endpoint[]>> = {
  "fusion-ai": [
    endpoint("POST", "/chat", "chat"),
    endpoint("GET", "/models", "models"),
    endpoint("GET", "/account", "account"),
    endpoint("POST", "/v1/chat/completions", "chat"),
    endpoint("POST", "/chat/completions", "chat"),
  ],
  // A permission is not an HTTP method: "read" is "Can read data and generate content".
  standard: [
    endpoint("POST", "/v1/generate", "read"),
    endpoint("GET", "/v1/models", "read"),
    endpoint("POST PUT", "/v1/resources", "write"),
    endpoint("GET POST", "/v1/webhooks", "webhook"),
    endpoint("GET", "/v1/admin", "admin"),
    endpoint("POST", "/v1/chat/completions", "read"),
    endpoint("POST", "/chat/completions", "read"),
  ],
  infuzu: OPEN_ENDPOINTS,
  cryptofuse: OPEN_ENDPOINTS,
};
