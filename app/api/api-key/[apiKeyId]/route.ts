// `/api/api-key/{apiKeyId}` as Next mounts it.
import { createApiKeyWithId, deleteApiKey, patchApiKey, retrieveApiKey, updateApiKey } from "@/lib/gate/management/api-key-operations";
import { withKey } from "@/lib/runtime/with-key";

export const GET = withKey(retrieveApiKey);
export const POST = withKey(createApiKeyWithId);
export const PUT = withKey(updateApiKey);
export const PATCH = withKey(patchApiKey);
export const DELETE = withKey(deleteApiKey);
