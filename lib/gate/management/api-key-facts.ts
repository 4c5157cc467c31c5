// What the management API's operations on API keys take and give.
import { z } from "zod";
import type { OperationFacts } from "@/lib/core/openapi/operation-facts";
import { apiKeyChangeObject, apiKeyObject, apiKeyView } from "@/lib/core/schemas/api-key";
import { answerContent, bodyContent } from "./object-contents";
import type { ObjectAnswer, ObjectBody } from "./operation";

const TAG = "API keys";

/** The body that makes a key. */
export const BODY: ObjectBody = { noun: "apiKey", object: apiKeyObject, besides: ["sourceKeyId"] };

/** The body that changes one. */
export const CHANGE_BODY: ObjectBody = { noun: "apiKey", object: apiKeyChangeObject, besides: ["sourceKeyId"] };

/** One key. */
export const SHOWN: ObjectAnswer = { noun: "apiKey", schema: z.strictObject({ apiKey: apiKeyView }) };

const CONTENT = {
  name: "Nightly export",
  permissions: { endpoints: { "/api/user/search": ["POST"] } },
  metaData: { attributes: { description: "Used by the nightly job", team: "billing" } },
};
const EXAMPLE = {
  ...CONTENT,
  id: "4f6c1e80-9f3a-4a57-8d0e-3b6f5d2c1a90",
  keyManager: false,
  tenantId: "0b3f0b8e-5b0e-4a53-8a43-1c1f2f8b9a01",
  expirationInstant: 1798761600000,
  insertInstant: 1767225600000,
  lastUpdateInstant: 1767225600000,
};
const shown = answerContent(SHOWN, EXAMPLE);
const given = bodyContent(BODY, { ...CONTENT, expirationInstant: 1798761600000 });
const changed = bodyContent(CHANGE_BODY, { ...CONTENT, expirationInstant: 1798761600000 });
const made = answerContent(SHOWN, { ...EXAMPLE, key: "3kXw0nJb6mY1pQ8rT5vZ2cF7hL4dS9gA0eN6uB1iKoM" });

const WHO =
  "Only for keys that are key managers, a flag that the console alone sets; for others 401. Keys that can do more are out of reach: 401.";
const MAKES = `${WHO}\n\nThe new key can do no more than the calling one, in nothing: endpoints, tenant, expiry, limits, addresses. It is never a key manager. Its secret is in this answer and in no other.`;

/** By operation. */
export const FACTS = {
  createApiKey: { id: "createApiKey", tag: TAG, summary: "Make an API key", description: MAKES, access: "key", body: given, answer: made },
  createApiKeyWithId: {
    id: "createApiKeyWithId",
    tag: TAG,
    summary: "Make an API key with an id of your choice",
    description: MAKES,
    access: "key",
    body: given,
    answer: made,
  },
  retrieveApiKey: { id: "retrieveApiKey", tag: TAG, summary: "Retrieve an API key", description: WHO, access: "key", answer: shown },
  updateApiKey: {
    id: "updateApiKey",
    tag: TAG,
    summary: "Replace an API key",
    description: `${WHO} Its secret, its tenant and its flag stay as they are.`,
    access: "key",
    body: changed,
    answer: shown,
  },
  patchApiKey: {
    id: "patchApiKey",
    tag: TAG,
    summary: "Change an API key by a merge patch",
    description: `${WHO} Its secret, its tenant and its flag stay as they are.`,
    access: "key",
    body: changed,
    answer: shown,
  },
  deleteApiKey: {
    id: "deleteApiKey",
    tag: TAG,
    summary: "Revoke an API key",
    description: `${WHO} The key and its tokens are refused from the next request on.`,
    access: "key",
    answer: null,
  },
} as const satisfies Readonly<Record<string, OperationFacts>>;
