// Under a tenant's path there is nothing of another tenant: pages of foreign ids are plain 404s, actions on them change nothing.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PEOPLE_CALLS } from "./calls/people-calls";
import { type Argument, act, ask } from "./console-client";
import { appFiles, memberActions, pageOf } from "./console-map";
import { type ConsoleWorld, MARK, openConsoleWorld, snapshot } from "./console-world";
import { FIRST_TENANT, FOREIGN_USER, GROUP_ID, OTHER_APPLICATION, SECOND_TENANT, USER_ID } from "./tenant-world";

const NOBODY = "99999999-9999-4999-8999-999999999999";

let world: ConsoleWorld;
beforeAll(async () => {
  world = await openConsoleWorld();
});
afterAll(() => world?.close());

const pages = appFiles().filter(({ file }) => file.startsWith("app/(console)/tenants/[id]/"));
const ofOneThing = pages.filter(({ file }) => /\[(?:user|group|application)Id\]/.test(file));
const ownerAsks = (url: string) => ask(world.server, url, { cookie: world.members.owner.cookie });

describe("pages", () => {
  test("there are some", () => expect(ofOneThing.length).toBeGreaterThanOrEqual(6));

  test.each(ofOneThing)("$file: an id of another tenant, of nobody, and what is no id are the same 404", async ({ url }) => {
    expect((await ownerAsks(url)).status).toBe(200);
    const foreign = url.replace(SECOND_TENANT, FIRST_TENANT);
    const nobody = url.replace(/(?<=\/(?:users|groups|applications)\/)[^/]+/, NOBODY);
    const noId = url.replace(/(?<=\/(?:users|groups|applications)\/)[^/]+/, "none");
    for (const target of [foreign, nobody, noId]) {
      const { status, text } = await ownerAsks(target);
      expect([target, status]).toEqual([target, 404]);
      expect(text).not.toContain(MARK);
    }
  });

  test.each(pages)("$file: a tenant that does not exist, and what is no id, are 404s", async ({ url }) => {
    for (const id of [NOBODY, "none", "%00"]) {
      const { status } = await ownerAsks(url.replace(SECOND_TENANT, id));
      expect([id, status]).toEqual([id, id === "%00" ? 400 : 404]);
    }
  });
});

/** Each action on something within a tenant, called from under another one. */
const foreignCalls = memberActions().flatMap((action) => {
  const args = PEOPLE_CALLS[action.name]?.good?.() ?? [];
  const [tenant, object, ...others] = args;
  const isOnObject = tenant !== undefined && "data" in tenant && object !== undefined && "data" in object;
  return isOnObject ? [{ name: action.name, action, args: [{ data: FIRST_TENANT }, object, ...others] as readonly Argument[] }] : [];
});

describe("actions", () => {
  test("there are some", () => expect(foreignCalls.length).toBeGreaterThanOrEqual(20));

  test.each(foreignCalls)("$name on what is another tenant's is refused, and changes nothing", async ({ action, args }) => {
    const before = await snapshot(world.database);
    const answer = await act(world.server, pageOf(action), action, args, { cookie: world.members.owner.cookie });
    expect(answer.text).toContain('"kind":"refused"');
    expect(await snapshot(world.database)).toEqual(before);
  });

  test.each([
    ["addToGroup", [{ data: SECOND_TENANT }, { data: GROUP_ID }, { data: FOREIGN_USER }]],
    ["takeFromGroup", [{ data: SECOND_TENANT }, { data: GROUP_ID }, { data: FOREIGN_USER }]],
    ["addRegistration", [{ data: FIRST_TENANT }, { data: FOREIGN_USER }, { form: { "registration.applicationId": OTHER_APPLICATION } }]],
    ["editUser", [{ data: SECOND_TENANT }, { data: "none" }, { form: { email: "a@example.com" } }]],
    ["editUser", [{ data: { id: SECOND_TENANT } }, { data: USER_ID }, { form: { email: "a@example.com" } }]],
    ["editUser", [{ data: SECOND_TENANT }, { data: USER_ID }, { data: { email: "a@example.com" } }]],
  ] as const)("%s with the two mixed, or with what is neither, is refused", async (name, args) => {
    const action = memberActions().find((known) => known.name === name)!;
    const before = await snapshot(world.database);
    const answer = await act(world.server, pageOf(action), action, args, { cookie: world.members.owner.cookie });
    expect(answer.text).toContain('"kind":"refused"');
    expect(await snapshot(world.database)).toEqual(before);
  });
});
