// `/api/key/generate/{keyId}` as Next mounts it.
import { generateSigningKeyWithId } from "@/lib/gate/management/signing-key-operations";
import { withKey } from "@/lib/runtime/with-key";

export const POST = withKey(generateSigningKeyWithId);
