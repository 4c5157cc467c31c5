// `/api/user/registration/{userId}/{applicationId}` as Next mounts it.
import { deleteRegistrationOperation, retrieveRegistration } from "@/lib/gate/management/registration-operations";
import { withKey } from "@/lib/runtime/with-key";

export const GET = withKey(retrieveRegistration);
export const DELETE = withKey(deleteRegistrationOperation);
