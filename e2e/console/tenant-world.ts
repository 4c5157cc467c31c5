// What is in the second tenant of the console's world: something to see, and something to spare for actions that end it.

export const FIRST_TENANT = "30663132-6464-6665-3032-326466613934";
export const SECOND_TENANT = "6c9e9669-9670-4f85-9f16-8396c2206f7f";
/** Empty; for whoever deletes a tenant. */
export const SPARE_TENANT = "9a1e4f2a-0c55-4a3f-8d1c-6f0f3f1a7b11";

export const USER_ID = "11110000-0000-4000-8000-000000000001";
/** Stays active, is a member of the group, and is signed in. */
export const SIGNED_IN_USER = "11110000-0000-4000-8000-000000000002";
export const SPARE_USER = "11110000-0000-4000-8000-000000000003";
/** In the first tenant. */
export const FOREIGN_USER = "11110000-0000-4000-8000-000000000004";
export const SESSION_ID = "22220000-0000-4000-8000-000000000001";

export const APPLICATION_ID = "33330000-0000-4000-8000-000000000001";
/** Nobody is registered with it. */
export const OTHER_APPLICATION = "33330000-0000-4000-8000-000000000002";
export const SPARE_APPLICATION = "33330000-0000-4000-8000-000000000003";
export const ROLE_ID = "44440000-0000-4000-8000-000000000001";
export const SPARE_ROLE = "44440000-0000-4000-8000-000000000002";

export const GROUP_ID = "55550000-0000-4000-8000-000000000001";
export const SPARE_GROUP = "55550000-0000-4000-8000-000000000002";

export const SPARE_USER_EMAIL = "spare@example.com";

/** The parts of a bootstrap file. `mark` stands in names, so that a page which shows them is known by it. */
export function tenantBootstrap(mark: string) {
  const tenantId = SECOND_TENANT;
  const password = "correct horse battery staple";
  const registration = (applicationId: string) => ({ applicationId, roles: applicationId === APPLICATION_ID ? ["editor"] : [] });
  return {
    tenants: [
      { id: FIRST_TENANT, name: `Default ${mark}` },
      { id: SECOND_TENANT, name: `Second ${mark}` },
      { id: SPARE_TENANT, name: `Spare ${mark}` },
    ],
    applications: [
      {
        id: APPLICATION_ID,
        tenantId,
        name: `Shop ${mark}`,
        roles: [
          { id: ROLE_ID, name: "editor", isDefault: true },
          { id: SPARE_ROLE, name: "spare", description: "for whoever removes it" },
        ],
      },
      { id: OTHER_APPLICATION, tenantId, name: `Other ${mark}` },
      { id: SPARE_APPLICATION, tenantId, name: `Spare ${mark}` },
    ],
    users: [
      {
        user: { id: USER_ID, tenantId, email: `${mark}@example.com`, username: mark, firstName: "Ada", lastName: mark, password },
        registrations: [registration(APPLICATION_ID), registration(SPARE_APPLICATION)],
      },
      {
        user: { id: SIGNED_IN_USER, tenantId, email: `signed-in-${mark}@example.com`, password },
        registrations: [registration(APPLICATION_ID)],
      },
      { user: { id: SPARE_USER, tenantId, email: SPARE_USER_EMAIL } },
      { user: { id: FOREIGN_USER, tenantId: FIRST_TENANT, email: `foreign-${mark}@example.com` } },
    ],
    groups: [
      { group: { id: GROUP_ID, tenantId, name: `Editors ${mark}` }, roleIds: [ROLE_ID], members: [{ userId: SIGNED_IN_USER }] },
      { group: { id: SPARE_GROUP, tenantId, name: `Spare ${mark}` } },
    ],
  };
}

/** A session that goes on, as a sign-in makes it. */
export function sessionRow(nowMs: number) {
  return {
    id: SESSION_ID,
    tenantId: SECOND_TENANT,
    userId: SIGNED_IN_USER,
    applicationId: APPLICATION_ID,
    metadata: { device: { name: "Phone" } },
    startedAt: new Date(nowMs - 60_000),
    lastUsedAt: new Date(nowMs - 30_000),
    expiresAt: new Date(nowMs + 30 * 86_400_000),
  };
}
