// Actions about a tenant's users, groups and applications.
import { randomUUID } from "node:crypto";
import type { Argument } from "../console-client";
import {
  APPLICATION_ID,
  GROUP_ID,
  OTHER_APPLICATION,
  ROLE_ID,
  SECOND_TENANT,
  SESSION_ID,
  SIGNED_IN_USER,
  SPARE_APPLICATION,
  SPARE_GROUP,
  SPARE_ROLE,
  SPARE_TENANT,
  SPARE_USER,
  SPARE_USER_EMAIL,
  USER_ID,
} from "../tenant-world";
import type { ActionCall } from "./action-call";

type Fields = Readonly<Record<string, string | readonly string[]>>;

/** Ids first, then the form where there is one. */
const call =
  (ids: readonly string[], fields?: () => Fields): NonNullable<ActionCall["good"]> =>
  (): readonly Argument[] => [...ids.map((data) => ({ data })), ...(fields === undefined ? [] : [{ form: fields() }])];

const admins = (good: ActionCall["good"], stored?: ActionCall["stored"]): ActionCall => ({ leastRole: "admin", good, stored });
const inTenant = (...ids: readonly string[]) => [SECOND_TENANT, ...ids];

const USER_FIELDS = { username: "", firstName: "Grace", lastName: "Hopper" };
const APPLICATION_FIELDS = { "loginConfiguration.requireAuthentication": "on", "jwtConfiguration.enabled": "on" };
const ROLE_FIELDS = { description: "for the suites", isDefault: "on" };

/** By the action's name. Each ends, or changes the name of, something of its own: they are called one after the other. */
export const PEOPLE_CALLS: Readonly<Record<string, ActionCall>> = {
  removeTenant: admins(call([SPARE_TENANT], () => ({ confirmation: SPARE_TENANT }))),
  makeUser: admins(call(inTenant(), () => ({ ...USER_FIELDS, email: `${randomUUID()}@example.com`, password: "a long password" }))),
  editUser: admins(call(inTenant(USER_ID), () => ({ ...USER_FIELDS, email: "edited@example.com" }))),
  setUserPassword: admins(call(inTenant(USER_ID), () => ({ password: "another long password" }))),
  deactivateUser: admins(call(inTenant(USER_ID))),
  letUserIn: admins(call(inTenant(USER_ID))),
  deleteUser: admins(call(inTenant(SPARE_USER), () => ({ confirmation: SPARE_USER_EMAIL }))),
  addRegistration: admins(call(inTenant(USER_ID), () => ({ "registration.applicationId": OTHER_APPLICATION }))),
  editRegistration: admins(call(inTenant(USER_ID, APPLICATION_ID), () => ({ "registration.roles": ["editor"] }))),
  endRegistration: admins(call(inTenant(USER_ID, SPARE_APPLICATION))),
  endUserSession: admins(call(inTenant(SIGNED_IN_USER, SESSION_ID))),
  endUserSessions: admins(call(inTenant(SIGNED_IN_USER))),
  makeGroup: admins(call(inTenant(), () => ({ name: `Made by a suite ${randomUUID()}`, roleIds: [ROLE_ID] }))),
  editGroup: admins(
    call(inTenant(GROUP_ID), () => ({ name: "Edited", roleIds: [ROLE_ID] })),
    async ({ prisma }, field) => (field === "name" ? (await prisma.group.findUniqueOrThrow({ where: { id: GROUP_ID } })).name : null),
  ),
  removeGroup: admins(call(inTenant(SPARE_GROUP), () => ({ confirmation: SPARE_GROUP }))),
  addToGroup: admins(call(inTenant(GROUP_ID, USER_ID))),
  takeFromGroup: admins(call(inTenant(GROUP_ID, SIGNED_IN_USER))),
  makeApplication: admins(call(inTenant(), () => ({ ...APPLICATION_FIELDS, name: `Made by a suite ${randomUUID()}` }))),
  editApplication: admins(
    call(inTenant(APPLICATION_ID), () => ({ ...APPLICATION_FIELDS, name: "Edited", "jwtConfiguration.timeToLiveInSeconds": "60" })),
    async ({ prisma }, field) =>
      field === "name" ? (await prisma.application.findUniqueOrThrow({ where: { id: APPLICATION_ID } })).name : null,
  ),
  addRole: admins(call(inTenant(APPLICATION_ID), () => ({ ...ROLE_FIELDS, name: randomUUID() }))),
  editRole: admins(call(inTenant(APPLICATION_ID, ROLE_ID), () => ({ ...ROLE_FIELDS, name: "editor" }))),
  removeRole: admins(call(inTenant(APPLICATION_ID, SPARE_ROLE))),
  renewSecret: admins(call(inTenant(APPLICATION_ID))),
  stopApplication: admins(call(inTenant(APPLICATION_ID))),
  startApplication: admins(call(inTenant(APPLICATION_ID))),
  removeApplication: admins(call(inTenant(SPARE_APPLICATION), () => ({ confirmation: SPARE_APPLICATION }))),
};
