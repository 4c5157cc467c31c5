// `/api/key/generate` as Next mounts it.
import { generateSigningKeyOperation } from "@/lib/gate/management/signing-key-operations";
import { withKey } from "@/lib/runtime/with-key";

export const POST = withKey(generateSigningKeyOperation);
