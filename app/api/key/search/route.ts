// `/api/key/search` as Next mounts it.
import { searchSigningKeysOperation } from "@/lib/gate/management/signing-key-operations";
import { withKey } from "@/lib/runtime/with-key";

export const POST = withKey(searchSigningKeysOperation);
