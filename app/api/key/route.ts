// `/api/key` as Next mounts it.
import { listSigningKeysOperation } from "@/lib/gate/management/signing-key-operations";
import { withKey } from "@/lib/runtime/with-key";

export const GET = withKey(listSigningKeysOperation);
