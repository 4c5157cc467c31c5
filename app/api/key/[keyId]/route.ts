// `/api/key/{keyId}` as Next mounts it.
import { deleteSigningKeyOperation, renameSigningKeyOperation, retrieveSigningKey } from "@/lib/gate/management/signing-key-operations";
import { withKey } from "@/lib/runtime/with-key";

export const GET = withKey(retrieveSigningKey);
export const PUT = withKey(renameSigningKeyOperation);
export const DELETE = withKey(deleteSigningKeyOperation);
