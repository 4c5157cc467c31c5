// Users, registrations, groups and members through the vendor's own client, unmodified, against a started server.
import { randomUUID } from "node:crypto";
import { FusionAuthClient, Sort, type User } from "@fusionauth/typescript-client";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type ServerUnderTest, startServer } from "@/e2e/server-under-test";

const KEY = "management-secret-0123456789-0123456789";
const TENANT = "30663132-6464-6665-3032-326466613934";
const APPLICATION = "2e1f0a9b-8c7d-4e6f-9a5b-4c3d2e1f0a9b";
const EDITOR = { id: "7b6a5c4d-3e2f-4a1b-8c9d-0e1f2a3b4c5d", name: "editor", isDefault: true };
const ADMIN = { id: "8b6a5c4d-3e2f-4a1b-8c9d-0e1f2a3b4c5d", name: "admin", isSuperRole: true };

const WORLD = {
  tenants: [{ id: TENANT, name: "Default" }],
  apis: [],
  keys: [{ id: "key_0000000001", api: "management", name: "management", secret: KEY }],
  applications: [{ id: APPLICATION, name: "Portal", roles: [EDITOR, ADMIN] }],
};

let server: ServerUnderTest;
let client: FusionAuthClient;
beforeAll(async () => {
  server = await startServer({ bootstrap: WORLD, env: { LOG_LEVEL: "error" } });
  client = new FusionAuthClient(KEY, `http://127.0.0.1:${server.port}`);
});
afterAll(() => server?.stop());

/** An answer as the client gives it: its body in `response`, or in `exception`. */
interface Refusal {
  readonly statusCode: number;
  readonly exception: unknown;
}

/** What the client throws for every answer but a good one. */
function refusal(call: Promise<{ readonly statusCode: number }>): Promise<Refusal> {
  return call.then(
    ({ statusCode }) => {
      throw new Error(`this was not refused but answered ${statusCode}`);
    },
    (refused) => refused as Refusal,
  );
}

const email = () => `${randomUUID()}@example.com`;

async function addUser(user: User = { email: email() }): Promise<string> {
  const { response } = await client.createUser(randomUUID(), { user });
  return response.user?.id ?? "";
}

describe("users", () => {
  let id: string;
  beforeEach(async () => {
    id = await addUser({ email: email(), username: randomUUID(), firstName: "Ada", password: "correct horse" });
  });

  test("createUser without an id, retrieveUser, retrieveUserByEmail, …ByUsername, …ByLoginId, …WithLoginIdTypes", async () => {
    const address = email();
    const made = await client.createUser(null as never, { user: { email: address, username: address.slice(0, 36) } });
    expect(made.statusCode).toBe(200);
    const found = [
      await client.retrieveUser(made.response.user?.id ?? ""),
      await client.retrieveUserByEmail(address),
      await client.retrieveUserByUsername(address.slice(0, 36)),
      await client.retrieveUserByLoginId(address),
      await client.retrieveUserByLoginIdWithLoginIdTypes(address, ["email"]),
    ];
    for (const { statusCode, response } of found) expect([statusCode, response]).toEqual([200, made.response]);
    const refused = await refusal(client.retrieveUserByLoginIdWithLoginIdTypes(address, ["username"]));
    expect([refused.statusCode, refused.exception]).toEqual([404, undefined]);
  });

  test("updateUser with what retrieveUser gave, patchUser", async () => {
    const { response } = await client.retrieveUser(id);
    const user = { ...response.user, lastName: "Lovelace", data: { a: 1 } };
    expect((await client.updateUser(id, { user })).response.user).toMatchObject({
      id,
      firstName: "Ada",
      lastName: "Lovelace",
      data: { a: 1 },
    });
    const patched = await client.patchUser(id, { user: { firstName: null as never, data: { b: 2 } } });
    expect(patched.response.user).toMatchObject({ lastName: "Lovelace", data: { a: 1, b: 2 } });
    expect(patched.response.user).not.toHaveProperty("firstName");
    const refused = await refusal(client.patchUser(id, { user: { email: "no address" } }));
    expect([refused.statusCode, refused.exception]).toMatchObject([
      400,
      { fieldErrors: { "user.email": [{ code: "[invalid]user.email" }] } },
    ]);
  });

  test("deactivateUser, reactivateUser, deleteUser, deleteUserWithRequest", async () => {
    expect(await client.deactivateUser(id)).toEqual({ statusCode: 200 });
    expect((await client.retrieveUser(id)).response.user?.active).toBe(false);
    expect((await client.reactivateUser(id)).response.user).toMatchObject({ id, active: true });
    expect(await client.deleteUser(id)).toEqual({ statusCode: 200 });
    expect((await refusal(client.deleteUser(id))).statusCode).toBe(404);
    expect(await client.deleteUserWithRequest(await addUser(), { hardDelete: true })).toEqual({ statusCode: 200 });
  });

  test("deactivateUsersByIds, deactivateUsers, deleteUsers, deleteUsersByQuery", async () => {
    const other = await addUser();
    const total = { dryRun: false, hardDelete: false, total: 2, userIds: [id, other] };
    expect((await client.deactivateUsersByIds([id, other])).response).toEqual(total);
    expect((await client.deactivateUsers([id, other])).response).toEqual(total);
    expect((await client.deleteUsers({ userIds: [id], hardDelete: true, dryRun: true })).response).toMatchObject({
      total: 1,
      dryRun: true,
    });
    expect((await client.deleteUsers({ userIds: [id], hardDelete: true })).response).toMatchObject({ total: 1, userIds: [id] });
    const named = await addUser({ username: "by query" });
    expect((await client.deleteUsersByQuery({ queryString: "username:by query", hardDelete: true })).response.userIds).toEqual([named]);
  });

  test("searchUsers, searchUsersByIds, searchUsersByQuery, searchUsersByQueryString", async () => {
    const lastName = randomUUID();
    const ids = [
      await addUser({ username: randomUUID(), lastName, firstName: "A" }),
      await addUser({ username: randomUUID(), lastName, firstName: "B" }),
    ];
    for (const found of [await client.searchUsers(ids), await client.searchUsersByIds(ids)]) {
      expect([found.response.total, found.response.users?.map((user) => user.id)]).toEqual([2, ids]);
    }
    const search = { queryString: lastName, sortFields: [{ name: "firstName", order: Sort.desc }], numberOfResults: 1 };
    for (const found of [await client.searchUsersByQuery({ search }), await client.searchUsersByQueryString({ search })]) {
      expect([found.response.total, found.response.users?.map((user) => user.id)]).toEqual([2, [ids[1]]]);
    }
  });
});

test("register, retrieveRegistration, updateRegistration, patchRegistration, deleteRegistration, deleteRegistrationWithRequest", async () => {
  const both = await client.register(null as never, { user: { email: email() }, registration: { applicationId: APPLICATION } });
  expect(both.response).toMatchObject({ user: { tenantId: TENANT }, registration: { applicationId: APPLICATION, roles: ["editor"] } });
  const id = await addUser();
  const made = await client.register(id, { registration: { applicationId: APPLICATION, roles: ["admin"], data: { a: 1 } } });
  expect(made.response.registration).toMatchObject({ roles: ["admin"], data: { a: 1 } });
  const { response } = await client.retrieveRegistration(id, APPLICATION);
  const put = await client.updateRegistration(id, { registration: { ...response.registration, roles: ["editor"] } });
  expect(put.response.registration).toMatchObject({ id: response.registration?.id, roles: ["editor"], data: { a: 1 } });
  const patched = await client.patchRegistration(id, { registration: { applicationId: APPLICATION, username: "ada" } });
  expect(patched.response.registration).toMatchObject({ roles: ["editor"], username: "ada" });
  const refused = await refusal(client.patchRegistration(id, { registration: { applicationId: APPLICATION, roles: ["owner"] } }));
  expect([refused.statusCode, refused.exception]).toMatchObject([400, { fieldErrors: { "registration.roles": [{}] } }]);
  expect(await client.deleteRegistration(id, APPLICATION)).toEqual({ statusCode: 200 });
  expect((await refusal(client.retrieveRegistration(id, APPLICATION))).statusCode).toBe(404);
  expect((await refusal(client.deleteRegistrationWithRequest(id, APPLICATION, {}))).statusCode).toBe(404);
});

test("createGroup, retrieveGroup, retrieveGroups, searchGroups, updateGroup, patchGroup, deleteGroup", async () => {
  const id = randomUUID();
  const name = randomUUID();
  const made = await client.createGroup(id, { group: { name, data: { a: 1 } }, roleIds: [ADMIN.id] });
  expect(made.response.group).toMatchObject({ id, name, roles: { [APPLICATION]: [{ id: ADMIN.id, name: "admin" }] } });
  expect((await client.retrieveGroup(id)).response).toEqual(made.response);
  expect((await client.retrieveGroups()).response.groups).toContainEqual(made.response.group);
  expect((await client.searchGroups({ search: { name } })).response).toEqual({ groups: [made.response.group], total: 1 });
  const put = await client.updateGroup(id, { group: { ...made.response.group, data: { b: 2 } } });
  expect(put.response.group).toMatchObject({ name, data: { b: 2 }, roles: made.response.group?.roles });
  expect((await client.patchGroup(id, { group: { data: { b: null } } })).response.group).toMatchObject({ name, data: {} });
  expect(await client.deleteGroup(id)).toEqual({ statusCode: 200 });
  expect((await refusal(client.retrieveGroup(id))).statusCode).toBe(404);
});

test("createGroupMembers, updateGroupMembers, searchGroupMembers, deleteGroupMembers", async () => {
  const group = (await client.createGroup(randomUUID(), { group: { name: randomUUID() } })).response.group?.id ?? "";
  const [one, two] = [await addUser(), await addUser()];
  const made = await client.createGroupMembers({ members: { [group]: [{ userId: one, data: { a: 1 } }] } });
  expect(made.response.members?.[group]).toMatchObject([{ groupId: group, userId: one, data: { a: 1 } }]);
  expect((await client.retrieveUser(one)).response.user?.memberships).toMatchObject([{ groupId: group }]);
  expect((await client.updateGroupMembers({ members: { [group]: [{ userId: two }] } })).statusCode).toBe(200);
  const found = (await client.searchGroupMembers({ search: { groupId: group } })).response;
  expect(found).toMatchObject({ total: 1, members: [{ userId: two }] });
  expect(await client.deleteGroupMembers({ memberIds: [found.members?.[0]?.id ?? ""] })).toEqual({ statusCode: 200 });
  await client.createGroupMembers({ members: { [group]: [{ userId: two }] } });
  expect(await client.deleteGroupMembers({ members: { [group]: [two] } })).toEqual({ statusCode: 200 });
  const refused = await refusal(client.deleteGroupMembers({ members: { [group]: [two] } }));
  expect([refused.statusCode, refused.exception]).toMatchObject([400, { fieldErrors: { members: [{ code: "[invalid]members" }] } }]);
});
