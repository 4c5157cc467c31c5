// `/api/application` as Next mounts it.
import { createApplicationOperation, retrieveApplications } from "@/lib/gate/management/application-operations";
import { withKey } from "@/lib/runtime/with-key";

export const GET = withKey(retrieveApplications);
export const POST = withKey(createApplicationOperation);
