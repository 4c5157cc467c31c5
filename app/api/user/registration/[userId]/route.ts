// `/api/user/registration/{userId}` as Next mounts it.
import { patchRegistration, registerOperation, updateRegistrationOperation } from "@/lib/gate/management/registration-operations";
import { withKey } from "@/lib/runtime/with-key";

export const POST = withKey(registerOperation);
export const PUT = withKey(updateRegistrationOperation);
export const PATCH = withKey(patchRegistration);
