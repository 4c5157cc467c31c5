// `/api/application/{applicationId}` as Next mounts it.
import {
  createApplicationWithId,
  deleteApplicationOperation,
  patchApplicationOperation,
  retrieveApplication,
  updateApplication,
} from "@/lib/gate/management/application-operations";
import { withKey } from "@/lib/runtime/with-key";

export const GET = withKey(retrieveApplication);
export const POST = withKey(createApplicationWithId);
export const PUT = withKey(updateApplication);
export const PATCH = withKey(patchApplicationOperation);
export const DELETE = withKey(deleteApplicationOperation);
