// An admin who is confined to a tenant: pages show nothing of other tenants nor of keys beyond it, actions on those change nothing, and
// whoever is confined is so from their next request on.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formOf } from "./calls/action-call";
import { keyCall } from "./calls/key-calls";
import { type Argument, act, ask, type Got, type ServerAction, urlOfFile } from "./console-client";
import { appFiles, CONFINED_FILES, callOf, goodCall, isOpenToConfined, memberActions, pageOf } from "./console-map";
import { type ConsoleWorld, KEY_ID, KEY_OF_ACTION, MARK, openConsoleWorld, PARAMETERS, snapshot, TENANT_KEY } from "./console-world";
import { FIRST_TENANT, FOREIGN_USER, SECOND_TENANT, SPARE_TENANT } from "./tenant-world";

const ROLE_FORBIDS = "Your role does not allow this";
const REFUSED = '"kind":"refused"';

/** Names of what is beyond the second tenant: other tenants and what is in them, keys of those and of none, requests, people. */
const FOREIGN_NAMES = [
  `Default ${MARK}`,
  `foreign-${MARK}`,
  ...["seen", ...Object.keys(KEY_OF_ACTION)].map((name) => `${name} ${MARK}`),
  ...["Grace", "Navy", "Compilers", "Changed"].map((name) => `${name} ${MARK}`),
  `invited@${MARK}`,
];
const FOREIGN_IDS = [FIRST_TENANT, SPARE_TENANT, FOREIGN_USER, KEY_ID, ...Object.values(KEY_OF_ACTION)];

let world: ConsoleWorld;
beforeAll(async () => {
  world = await openConsoleWorld();
});
afterAll(() => world?.close());

const confinedAsks = (target: string, headers: SentHeaders = {}) => ask(world.server, target, { cookie: world.confined.cookie, headers });
const named = (text: string, words: readonly string[]) => words.filter((word) => text.includes(word));

type SentHeaders = Readonly<Record<string, string>>;

const files = appFiles().filter(({ isForMembers }) => isForMembers);
const ownUrlOf = (file: string) => urlOfFile(file, { ...PARAMETERS, key: TENANT_KEY });

describe("pages", () => {
  test.each(files)("$file shows nothing of other tenants, or is no page", async ({ file }) => {
    const expected = CONFINED_FILES.has(file) ? 200 : 404;
    expect((await confinedAsks(ownUrlOf(file))).status).toBe(expected);
    // A navigation's payload says in itself that there is no such page.
    for (const headers of [{}, { rsc: "1" }] as SentHeaders[]) {
      const { text } = await followed(ownUrlOf(file), headers);
      expect(named(text, [...FOREIGN_NAMES, ...FOREIGN_IDS])).toEqual([]);
    }
  });

  test("what is theirs is shown, so that the silence above proves something", async () => {
    expect((await confinedAsks("/keys")).text).toContain(`of the second tenant ${MARK}`);
    expect((await confinedAsks("/tenants")).text).toContain(`Second ${MARK}`);
    expect((await confinedAsks("/account")).text).toContain(`Second ${MARK}`);
    expect((await confinedAsks(`/tenants/${SECOND_TENANT}/users`)).text).toContain(`${MARK}@example.com`);
    const owner = { cookie: world.members.owner.cookie };
    expect(named((await ask(world.server, "/keys", owner)).text, FOREIGN_NAMES).length).toBeGreaterThan(3);
  });

  const withParameter = files.filter(({ file }) => /\[(?:key|id)\]/.test(file));
  test.each(withParameter)("$file of what is beyond their tenant is the same 404 as of what is not there", async ({ file }) => {
    for (const parameters of [
      { key: KEY_ID, id: FIRST_TENANT, userId: FOREIGN_USER },
      { key: KEY_OF_ACTION.rotate, id: SPARE_TENANT },
      { key: "key_9999999999", id: "99999999-9999-4999-8999-999999999999" },
    ] as Readonly<Record<string, string>>[]) {
      const { status, text } = await confinedAsks(urlOfFile(file, { ...PARAMETERS, ...parameters }));
      expect([parameters.key, status]).toEqual([parameters.key, 404]);
      expect(named(text, FOREIGN_NAMES)).toEqual([]);
    }
  });

  test.each([
    `/keys?tenant=${FIRST_TENANT}`,
    `/keys?tenant=${SPARE_TENANT}`,
    "/keys?tenant=none",
    "/keys?q=seen",
    `/keys?q=${KEY_OF_ACTION.extend}`,
    "/keys?sort=name&state=active",
    "/find?q=seen",
    "/find?q=only",
    `/find?q=${KEY_ID}`,
    "/find?q=default",
  ])("%s finds nothing beyond their tenant", async (target) => {
    const { status, text } = await confinedAsks(target);
    expect(status).toBe(200);
    expect(named(text, FOREIGN_NAMES)).toEqual([]);
  });
});

/** Next sends whoever asks for a payload on to the address that belongs to its headers. */
async function followed(target: string, headers: SentHeaders): Promise<Got> {
  const answer = await confinedAsks(target, headers);
  const location = answer.headers.get("location")?.replace(/^http:\/\/[^/]+/, "");
  return location?.startsWith(`${target}?`) === true ? confinedAsks(location, headers) : answer;
}

const actions = memberActions().map((action) => ({ name: action.name, action }));
const confinedCalls = (action: ServerAction, args: readonly Argument[]) =>
  act(world.server, pageOf(action), action, args, { cookie: world.confined.cookie });
const actionNamed = (name: string) => memberActions().find((action) => action.name === name)!;

describe("actions", () => {
  test.each(actions.filter(({ action }) => !isOpenToConfined(action)))("$name is refused as to a lower role", async ({ action }) => {
    const before = await snapshot(world.database);
    expect((await confinedCalls(action, goodCall(action))).text).toContain(ROLE_FORBIDS);
    expect(await snapshot(world.database)).toEqual(before);
  });

  const onKeys = actions.filter(({ action }) => isOpenToConfined(action) && pageOf(action).startsWith("/keys"));
  test("there are some on keys", () => expect(onKeys.length).toBeGreaterThanOrEqual(12));

  test.each(onKeys)("$name on a key beyond their tenant is refused, and changes nothing", async ({ action }) => {
    if (callOf(action)?.endsSession === true) return;
    const before = await snapshot(world.database);
    const { text } = await confinedCalls(action, goodCall(action));
    expect(text).toContain(REFUSED);
    expect(named(text, FOREIGN_NAMES)).toEqual([]);
    expect(await snapshot(world.database)).toEqual(before);
  });

  test.each([FIRST_TENANT, "none", randomUUID()])("a key of the tenant %s is not made", async (tenantId) => {
    const before = await snapshot(world.database);
    const { text } = await confinedCalls(actionNamed("createKey"), [{ form: { ...formOf(keyCall("standard")), tenantId } }]);
    expect(text).toContain(REFUSED);
    expect(await snapshot(world.database)).toEqual(before);
  });

  test("what is of their tenant is made and changed, so that the refusals prove something", async () => {
    const made = await confinedCalls(actionNamed("createKey"), [{ form: { ...formOf(keyCall("standard")), tenantId: SECOND_TENANT } }]);
    expect(made.text).toContain('"kind":"created"');
    for (const name of ["pause", "resume"])
      expect((await confinedCalls(actionNamed(name), [{ data: TENANT_KEY }])).text).not.toContain(REFUSED);
    for (const name of ["makeGroup", "renewSecret", "endUserSessions"]) {
      const action = actionNamed(name);
      expect((await confinedCalls(action, goodCall(action))).text).not.toContain(REFUSED);
    }
  });

  describe("of the second tenant, whose admin is now confined to the first", () => {
    beforeAll(() => moveTo(FIRST_TENANT));
    afterAll(() => moveTo(SECOND_TENANT));

    const onPeople = actions.filter(({ action }) => isOpenToConfined(action) && pageOf(action).startsWith("/tenants"));
    test("there are some", () => expect(onPeople.length).toBeGreaterThanOrEqual(20));

    test.each(onPeople)("$name is refused, and changes nothing", async ({ action }) => {
      const before = await snapshot(world.database);
      expect((await confinedCalls(action, goodCall(action))).text).toContain(REFUSED);
      expect(await snapshot(world.database)).toEqual(before);
    });
  });
});

async function moveTo(tenantId: string): Promise<void> {
  const { memberTenant } = world.database.prisma;
  await memberTenant.deleteMany({ where: { memberId: world.confined.id } });
  await memberTenant.create({ data: { memberId: world.confined.id, tenantId } });
}

describe("the change", () => {
  const ownerConfines = async (form: Readonly<Record<string, string | readonly string[]>>, memberId = world.confined.id) => {
    const action = actionNamed("confineTeamMember");
    const { text } = await act(world.server, pageOf(action), action, [{ data: memberId }, { form }], {
      cookie: world.members.owner.cookie,
    });
    return text;
  };
  const statuses = async () =>
    Promise.all(["/usage", `/keys/${KEY_ID}`, `/tenants/${FIRST_TENANT}`].map(async (url) => (await confinedAsks(url)).status));

  test("holds from the next request on, in the same session", async () => {
    expect(await ownerConfines({ confinement: "every" })).not.toContain(REFUSED);
    expect(await statuses()).toEqual([200, 200, 200]);
    expect(await ownerConfines({ confinement: "ticked", tenantId: [SECOND_TENANT] })).not.toContain(REFUSED);
    expect(await statuses()).toEqual([404, 404, 404]);
    expect(await ownerConfines({ confinement: "ticked", tenantId: [FIRST_TENANT] })).not.toContain(REFUSED);
    expect(await statuses()).toEqual([404, 404, 200]);
  });

  test.each([
    ["no tenant", { confinement: "ticked" }],
    ["nothing at all", {}],
    ["one that is not there", { confinement: "ticked", tenantId: [randomUUID()] }],
  ])("to %s is refused", async (_what, form) => {
    const before = await snapshot(world.database);
    expect(await ownerConfines(form)).toContain(REFUSED);
    expect(await snapshot(world.database)).toEqual(before);
  });

  test("of an owner is refused", async () => {
    expect(await ownerConfines({ confinement: "ticked", tenantId: [FIRST_TENANT] }, world.members.owner.id)).toContain(REFUSED);
  });

  test("a deleted tenant leaves them with nothing, and widens nobody", async () => {
    await ownerConfines({ confinement: "ticked", tenantId: [SECOND_TENANT] });
    const remove = actionNamed("removeTenant");
    const args = [{ data: SECOND_TENANT }, { form: { confirmation: SECOND_TENANT } }];
    await act(world.server, pageOf(remove), remove, args, { cookie: world.members.owner.cookie });
    expect(await world.database.prisma.tenant.count({ where: { id: SECOND_TENANT } })).toBe(0);
    for (const file of files.map(({ file }) => file)) {
      const { status, text } = await confinedAsks(ownUrlOf(file));
      expect([file, status]).toEqual([file, /\[/.test(file) || !CONFINED_FILES.has(file) ? 404 : 200]);
      expect(named(text, FOREIGN_NAMES)).toEqual([]);
      expect(text).not.toContain(`of the second tenant ${MARK}`);
    }
  });
});
