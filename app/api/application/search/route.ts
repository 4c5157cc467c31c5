// `/api/application/search` as Next mounts it.
import { searchApplicationsByBody } from "@/lib/gate/management/application-operations";
import { withKey } from "@/lib/runtime/with-key";

export const POST = withKey(searchApplicationsByBody);
