// Every operation of the management API, and the endpoints that its catalogue entry registers for them.
import type { Endpoint } from "@/lib/core/catalogue";
import { API_KEY_OPERATIONS } from "./api-key-operations";
import { APPLICATION_OPERATIONS } from "./application-operations";
import { AUDIT_OPERATIONS } from "./audit-operations";
import { GROUP_OPERATIONS } from "./group-operations";
import { LOGIN_OPERATIONS } from "./login-operations";
import { LOGOUT_OPERATIONS } from "./logout-operations";
import { MEMBER_OPERATIONS } from "./member-operations";
import { OAUTH_OPERATIONS } from "./oauth-operations";
import { endpointsOf, type Operation } from "./operation";
import { REFRESH_OPERATIONS } from "./refresh-operations";
import { REGISTRATION_OPERATIONS } from "./registration-operations";
import { ROLE_OPERATIONS } from "./role-operations";
import { SIGNING_KEY_OPERATIONS } from "./signing-key-operations";
import { SYSTEM_OPERATIONS } from "./system-operations";
import { TENANT_OPERATIONS } from "./tenant-operations";
import { TOKEN_OPERATIONS } from "./token-operations";
import { USAGE_OPERATIONS } from "./usage-operations";
import { USER_OPERATIONS } from "./user-operations";
import { USER_REMOVAL_OPERATIONS } from "./user-removal-operations";

/** One entry per method and template. */
export const MANAGEMENT_OPERATIONS: readonly Operation[] = [
  ...USER_OPERATIONS,
  ...USER_REMOVAL_OPERATIONS,
  ...REGISTRATION_OPERATIONS,
  ...GROUP_OPERATIONS,
  ...MEMBER_OPERATIONS,
  ...TENANT_OPERATIONS,
  ...SIGNING_KEY_OPERATIONS,
  ...LOGIN_OPERATIONS,
  ...REFRESH_OPERATIONS,
  ...LOGOUT_OPERATIONS,
  ...API_KEY_OPERATIONS,
  ...AUDIT_OPERATIONS,
  ...TOKEN_OPERATIONS,
  ...APPLICATION_OPERATIONS,
  ...ROLE_OPERATIONS,
  ...USAGE_OPERATIONS,
  ...OAUTH_OPERATIONS,
  ...SYSTEM_OPERATIONS,
];

/** What the catalogue's entry of the management API registers. Keys are confined by endpoint and method. */
export const MANAGEMENT_ENDPOINTS: readonly Endpoint[] = endpointsOf(MANAGEMENT_OPERATIONS);
