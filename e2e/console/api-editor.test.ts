// An API that is made in the console answers at once: in its dialect, with its windows; what is changed or deleted holds for the next request.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EchoUpstream, startEchoUpstream } from "@/e2e/echo-upstream";
import { infuzu } from "@/lib/core/dialects/infuzu";
import { keyCall } from "./calls/key-calls";
import { type Argument, act, ask, type Got, originOf } from "./console-client";
import { memberActions, pageOf } from "./console-map";
import { type ConsoleWorld, openConsoleWorld } from "./console-world";

let world: ConsoleWorld;
let upstream: EchoUpstream;
let secret: string;

beforeAll(async () => {
  upstream = await startEchoUpstream();
  world = await openConsoleWorld();
});
afterAll(async () => {
  await world?.close();
  await upstream?.stop();
});

function call(name: string, args: readonly Argument[]): Promise<Got> {
  const action = memberActions().find((each) => each.name === name);
  if (action === undefined) throw new Error(`the build has no action ${name}`);
  return act(world.server, pageOf(action), action, args, { cookie: world.members.admin.cookie });
}

const save = (fields: Readonly<Record<string, string>>) =>
  call("saveApi", [{ data: "pay" }, { data: "" }, { data: "general" }, { form: fields }]);

async function gateway(path: string, headers: Readonly<Record<string, string>> = {}) {
  const answer = await fetch(`${originOf(world.server)}/gateway/pay${path}`, { headers });
  const text = await answer.text();
  return { status: answer.status, body: text === "" ? null : (JSON.parse(text) as unknown) };
}

test("it answers in its dialect and holds its windows from the moment it is made", async () => {
  const windows = [{ limit: 2, seconds: 3600 }];
  const made = await call("makeApi", [
    {
      form: {
        slug: "pay",
        name: "Pay",
        dialect: "standard",
        upstream: upstream.url,
        plans: JSON.stringify([{ name: "default", windows }]),
      },
    },
  ]);
  expect(made.headers.get("x-action-redirect") ?? made.headers.get("location")).toContain("/apis/pay/edit");
  expect(await gateway("/anything")).toMatchObject({ status: 401, body: { error: { code: "MISSING_API_KEY" } } });

  const [template] = keyCall("standard");
  const form = template !== undefined && "form" in template ? template.form : {};
  const key = await call("createKey", [{ form: { ...form, id: randomUUID(), api: "pay" } }]);
  secret = /"secret":"([^"]+)"/.exec(key.text)?.[1] ?? "";
  const headers = { authorization: `Bearer ${secret}` };
  expect(await gateway("/anything", headers)).toMatchObject({ status: 200, body: { echo: { target: "/anything" } } });
  expect((await gateway("/anything", headers)).status).toBe(200);
  expect(await gateway("/anything", headers)).toMatchObject({ status: 429, body: { error: { code: "RATE_LIMIT_EXCEEDED" } } });
});

test("its plans, endpoints and dialect hold for the next request", async () => {
  await save({ plans: JSON.stringify([{ name: "default", windows: [] }]) });
  await save({ endpoints: JSON.stringify([{ path: "/only/{id}", methods: ["GET"] }]) });
  const headers = { authorization: `Bearer ${secret}` };
  expect((await gateway("/only/1", headers)).status).toBe(200);
  expect((await gateway("/other", headers)).status).toBe(404);

  const own = { ...infuzu, name: "own", title: "Own", httpsOnly: false, carriers: [{ ...infuzu.carriers[0], name: "X-Pay-Key" }] };
  await save({
    customDialect: JSON.stringify({ ...own, wording: { ...own.wording, missing: { status: 418, body: { sorry: "{api}" } } } }),
  });
  expect(await gateway("/only/1", headers)).toEqual({ status: 418, body: { sorry: "pay" } });
  expect((await gateway("/only/1", { "x-pay-key": secret })).status).toBe(200);
});

test.each(["viewer", "developer"] as const)("a %s sees its page without the way to edit it", async (role) => {
  const { cookie } = world.members[role];
  const { status, text } = await ask(world.server, "/apis/pay", { cookie });
  expect(status).toBe(200);
  expect(text).not.toContain("/apis/pay/edit");
  for (const page of ["/apis/new", "/apis/pay/edit", "/apis/pay/import", "/apis/pay/dialect"]) {
    expect((await ask(world.server, page, { cookie })).status, page).toBe(404);
  }
});

test("it is not deleted while a key opens it, and then gone from the gateway at once", async () => {
  const remove = () => call("removeApi", [{ data: "pay" }, { form: { typed: "pay" } }]);
  expect((await remove()).text).toContain("neither revoked nor expired");
  const { publicId, name } = await world.database.prisma.key.findFirstOrThrow({ where: { api: { slug: "pay" } } });
  // A key that was used within a day is revoked only by its name.
  await call("revoke", [{ data: publicId }, { data: name }]);
  expect((await remove()).text).not.toContain('"kind":"refused"');
  expect((await gateway("/only/1", { "x-pay-key": secret })).status).toBe(404);
  expect((await ask(world.server, "/apis/pay", { cookie: world.members.owner.cookie })).status).toBe(404);
});
