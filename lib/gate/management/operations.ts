// Every operation of the management API, and the endpoints that its catalogue entry registers for them.
import type { Endpoint } from "@/lib/core/catalogue";
import { createGroupOperation, createGroupWithId, retrieveGroup } from "./group-operations";
import { endpointsOf, type Operation } from "./operation";
import { retrieveHealth, retrieveStatus } from "./system-operations";
import { createTenantOperation, createTenantWithId, retrieveTenant, retrieveTenants } from "./tenant-operations";
import { retrieveUsage } from "./usage-operations";
import {
  createUserOperation,
  createUserWithId,
  retrieveUser,
  retrieveUserById,
  searchUsersByBody,
  searchUsersByQuery,
} from "./user-operations";

/** One entry per method and template. */
export const MANAGEMENT_OPERATIONS: readonly Operation[] = [
  retrieveUser,
  createUserOperation,
  retrieveUserById,
  createUserWithId,
  searchUsersByQuery,
  searchUsersByBody,
  createGroupOperation,
  createGroupWithId,
  retrieveGroup,
  retrieveTenants,
  createTenantOperation,
  retrieveTenant,
  createTenantWithId,
  retrieveUsage,
  retrieveHealth,
  retrieveStatus,
];

/** What the catalogue's entry of the management API registers. Keys are confined by endpoint and method. */
export const MANAGEMENT_ENDPOINTS: readonly Endpoint[] = endpointsOf(MANAGEMENT_OPERATIONS);
