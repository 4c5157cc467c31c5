// Webhooks: told of what was committed and of nothing else, signed, again until it is taken, by two secrets in between, disabled in the end.

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readPlacement } from "@/lib/core/schemas/place-query";
import { signBase64 } from "@/lib/gate/webhooks/post-webhook";
import { createKey } from "@/lib/manage/keys/create-key";
import { pauseKey } from "@/lib/manage/keys/pause-key";
import { createTenant } from "@/lib/manage/tenants/create-tenant";
import { deleteTenant } from "@/lib/manage/tenants/delete-tenant";
import type { Delivered, ReadyDelivery } from "@/lib/ports/webhook-post";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";
import {
  createWebhook,
  enableWebhook,
  removeWebhook,
  retryDelivery,
  rotateWebhookSecret,
  testWebhook,
  updateWebhook,
} from "./change-webhook";
import { deliverWebhook, removeOldDeliveries, type WebhookDeliveryWorld } from "./deliver-webhook";
import { DELIVERIES, findWebhook, listDeliveries } from "./find-webhooks";

const HOUR_MS = 3_600_000;
const URL_OF_HOOK = "https://hooks.example.com/token-in-the-path";
const FINE: Delivered = { status: 204, error: null };
const BROKEN: Delivered = { status: 500, error: "It answered with the status 500." };

describe.each(Object.entries(TEST_DATABASES))("webhooks on %s", (_name, open) => {
  let world: TestWorld;
  let sent: ReadyDelivery[];
  let answer: () => Delivered;
  let passedMs: number;
  let delivering: WebhookDeliveryWorld;

  beforeAll(async () => {
    world = await open();
  });
  afterAll(() => world?.close());
  beforeEach(async () => {
    for (const model of ["webhook", "mail", "key", "api", "member"] as const)
      await (world.prisma[model] as typeof world.prisma.mail).deleteMany();
    const plans = { create: [{ name: "default", windows: [] }] };
    await world.prisma.api.create({ data: { id: randomUUID(), slug: "standard", name: "Standard", dialect: "standard", plans } });
    sent = [];
    passedMs = 0;
    answer = () => FINE;
    delivering = {
      ...world,
      nowMs: () => Date.now() + passedMs,
      signBase64,
      post: {
        post: async (delivery) => {
          sent.push(delivery);
          return answer();
        },
        close: async () => {},
      },
    };
  });

  async function hook(events = ["key.created", "key.paused"]) {
    const made = await createWebhook(world, "member:owner", { url: URL_OF_HOOK, events });
    if (made.kind !== "done") throw new Error(JSON.stringify(made));
    return { id: made.value.id, secret: made.value.secret.reveal() };
  }
  const deliveriesOf = async (id: string) => (await listDeliveries(world, id, readPlacement(DELIVERIES, {}))).rows;

  async function key(fields: object = {}) {
    const made = await createKey(world, "test", { api: "standard", name: "ci", ...fields });
    if (made.kind !== "done") throw new Error(JSON.stringify(made));
    return made.value;
  }
  const work = async () => {
    while (await deliverWebhook(delivering));
  };
  const isSignedBy = ({ headers, body }: ReadyDelivery, secret: string) => {
    const text = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
    const signature = `v1,${signBase64(Buffer.from(secret.replace("whsec_", ""), "base64"), text)}`;
    return headers["webhook-signature"]?.split(" ").includes(signature) ?? false;
  };

  it("what happened is told once it is committed, signed under the secret that was shown, to whoever wants it", async () => {
    const { secret } = await hook();
    await hook(["tenant.created"]);
    const made = await key({ permissions: ["read"] });
    await pauseKey(world, "test", made.key.id);
    expect((await createKey(world, "test", { api: "standard", name: "ci", plan: "none" })).kind).toBe("refused");
    await work();
    expect(sent.map(({ body }) => JSON.parse(body).type).sort()).toEqual(["key.created", "key.paused"]);
    const created = sent.find(({ body }) => body.includes("key.created"));
    expect(created?.url).toBe(URL_OF_HOOK);
    expect(JSON.parse(created?.body ?? "")).toMatchObject({
      data: { id: made.key.id, publicId: made.key.publicId, permissions: ["read"] },
    });
    expect(sent.every((delivery) => isSignedBy(delivery, secret))).toBe(true);
    expect(JSON.stringify(sent)).not.toContain(made.secret.reveal());
    expect(await deliverWebhook(delivering)).toBe(false);
  });

  it("after a rotation both secrets sign for a day, then the new one alone; neither is stored or audited as it is", async () => {
    const { id, secret } = await hook();
    const rotated = await rotateWebhookSecret(world, "member:owner", id);
    if (rotated.kind !== "done") throw new Error(JSON.stringify(rotated));
    const newSecret = rotated.value.secret.reveal();
    await testWebhook(world, "member:owner", id);
    await work();
    expect([isSignedBy(sent[0]!, secret), isSignedBy(sent[0]!, newSecret)]).toEqual([true, true]);
    passedMs = 25 * HOUR_MS;
    await testWebhook(world, "member:owner", id);
    await work();
    expect([isSignedBy(sent[1]!, secret), isSignedBy(sent[1]!, newSecret)]).toEqual([false, true]);
    const rows = JSON.stringify([
      await world.prisma.webhook.findMany(),
      await world.prisma.auditEntry.findMany({ select: { details: true } }),
    ]);
    for (const text of [secret, newSecret, "token-in-the-path\\"]) expect(rows).not.toContain(text);
    const audit = JSON.stringify(await world.prisma.auditEntry.findMany({ select: { details: true } }));
    expect(audit).not.toContain("token-in-the-path");
  });

  it("a failing webhook is tried for three days with one id, then disabled, and owners who can sign in are told; enabling it brings nothing back", async () => {
    const owner = { name: "o", role: "owner" };
    await world.prisma.member.createMany({
      data: [
        { ...owner, id: randomUUID(), email: "owner@example.com" },
        { ...owner, id: randomUUID(), email: "disabled@example.com", disabledAt: new Date() },
      ],
    });
    const { id } = await hook();
    await key();
    answer = () => BROKEN;
    for (; passedMs < 80 * HOUR_MS; passedMs += HOUR_MS / 4) await work();
    expect(sent.length).toBeGreaterThan(15);
    expect(sent.length).toBeLessThan(35);
    expect(new Set(sent.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(await findWebhook(world, id)).toMatchObject({ disabledBecause: expect.stringContaining("500") });
    expect(await world.prisma.mail.count({ where: { kind: "webhook-disabled" } })).toBe(1);
    await key();
    expect(await deliveriesOf(id)).toMatchObject([{ state: "failed", status: 500 }]);
    await enableWebhook(world, "member:owner", id);
    answer = () => FINE;
    const before = sent.length;
    await work();
    expect(sent).toHaveLength(before);
    const [failed] = await deliveriesOf(id);
    expect((await retryDelivery(delivering, "member:owner", id, failed?.id ?? "")).kind).toBe("done");
    await work();
    expect(await deliveriesOf(id)).toMatchObject([{ state: "delivered", status: 204 }]);
  });

  it("an old delivery that fails again by hand disables nothing; one answer of 410 does at once", async () => {
    const { id } = await hook();
    await key();
    await work();
    passedMs = 100 * HOUR_MS;
    answer = () => BROKEN;
    const [old] = await deliveriesOf(id);
    await retryDelivery(delivering, "member:owner", id, old?.id ?? "");
    await work();
    expect(await findWebhook(world, id)).toMatchObject({ disabledBecause: null });
    answer = () => ({ status: 410, error: "It answered with the status 410." });
    await testWebhook(world, "member:owner", id);
    await work();
    expect((await findWebhook(world, id))?.disabledBecause).toMatch(/gone/);
  });

  it("while one fails, what else waits there waits with it and does not hold others up; many processes send each once", async () => {
    const { id } = await hook();
    for (let count = 0; count < 10; count += 1) await key();
    answer = () => BROKEN;
    await work();
    expect(sent.length).toBeLessThan(3);
    answer = () => FINE;
    passedMs = HOUR_MS;
    sent = [];
    await Promise.all([work(), work(), work()]);
    expect(new Set(sent.map(({ headers }) => headers["webhook-id"])).size).toBe(10);
    expect(sent).toHaveLength(10);
    passedMs = 31 * 24 * HOUR_MS;
    await removeOldDeliveries(delivering);
    expect(await deliveriesOf(id)).toEqual([]);
  });

  it("one where many wait is disabled as well after three days in which it took none", async () => {
    const { id } = await hook();
    for (let count = 0; count < 60; count += 1) await key();
    answer = () => BROKEN;
    for (; passedMs < 73 * HOUR_MS; passedMs += HOUR_MS / 4) await work();
    expect(sent.length).toBeLessThan(300);
    expect((await findWebhook(world, id))?.disabledBecause).toMatch(/500/);
  });

  it("one delivery that is never taken disables nothing while others are, and holds them up for a minute at most", async () => {
    const { id } = await hook();
    const poison = (await key()).key.id;
    const isPoison = () => sent.at(-1)?.body.includes(poison) ?? false;
    answer = () => (isPoison() ? BROKEN : FINE);
    await work();
    for (; passedMs < 80 * HOUR_MS; passedMs += HOUR_MS / 4) {
      if (passedMs % HOUR_MS === 0) await key();
      await work();
      passedMs += 61_000;
      await work();
      const waiting = await world.prisma.webhookDelivery.findMany({ where: { dueAt: { not: null } } });
      expect(waiting.filter(({ payload }) => !payload.includes(poison))).toEqual([]);
      passedMs -= 61_000;
    }
    expect(await findWebhook(world, id)).toMatchObject({ disabledBecause: null });
    expect(await world.prisma.webhookDelivery.findMany({ where: { deliveredAt: null } })).toMatchObject([{ dueAt: null, status: 500 }]);
  });

  it.each([
    [400, 3],
    [429, 1],
    [503, 1],
    [null, 1],
  ])("after the answer %j, %d of three deliveries are tried at once", async (status, count) => {
    await hook();
    for (const _ of [1, 2, 3]) await key();
    answer = () => ({ status, error: "No." });
    await work();
    expect(sent).toHaveLength(count);
  });

  it("one that answers slowly is sent one delivery at a time, and another one meanwhile", async () => {
    const { id: slow } = await hook();
    await key();
    await key();
    await work();
    sent = [];
    await world.prisma.webhookDelivery.updateMany({ data: { dueAt: new Date(), deliveredAt: null } });
    const other = await createWebhook(world, "member:owner", { url: "https://other.example.com/", events: ["key.created"] });
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const post = delivering.post.post;
    const postSlowly: typeof post = async (one) => {
      if (one.url === URL_OF_HOOK) await held;
      return post(one);
    };
    delivering = { ...delivering, post: { ...delivering.post, post: postSlowly } };
    const first = deliverWebhook(delivering);
    await expect.poll(() => world.prisma.webhook.count({ where: { id: slow, freeAt: { not: null } } })).toBe(1);
    expect(await deliverWebhook(delivering)).toBe(false);
    await testWebhook(world, "member:owner", other.kind === "done" ? other.value.id : "");
    expect(await deliverWebhook(delivering)).toBe(true);
    expect(sent.map(({ url }) => url)).toEqual(["https://other.example.com/"]);
    release();
    await first;
    await work();
    expect(sent).toHaveLength(3);
  });

  it.each([
    ["url", { url: "http://hooks.example.com/" }],
    ["url", { url: "https://user:pass@hooks.example.com/" }],
    ["url", { url: "ftp://hooks.example.com/" }],
    ["url", { url: "" }],
    ["events", { events: [] }],
    ["events.0", { events: ["key.nothing"] }],
    ["secret", { secret: "mine" }],
  ])("a wrong %s is refused at its field", async (field, fields) => {
    const { id } = await hook();
    const wanted = { url: URL_OF_HOOK, events: ["key.created"], ...fields };
    for (const outcome of [await createWebhook(world, "test", wanted), await updateWebhook(world, "test", id, wanted)]) {
      expect(outcome).toMatchObject({ kind: "refused", problems: [{ field }] });
    }
  });

  it("what stands in two chains of the audit is told once", async () => {
    await hook(["tenant.created", "tenant.deleted"]);
    const tenants = [
      await createTenant(world, "test", { name: `One ${randomUUID()}` }),
      await createTenant(world, "test", { name: `Two ${randomUUID()}` }),
    ];
    const [first] = tenants.map((made) => (made.kind === "done" ? made.value.id : ""));
    expect((await deleteTenant(world, "test", first ?? "")).kind).toBe("done");
    await work();
    expect(sent.map(({ body }) => JSON.parse(body).type).sort()).toEqual(["tenant.created", "tenant.created", "tenant.deleted"]);
  });

  it("a secret of another master key signs nothing: nothing is sent, and the delivery says why", async () => {
    const { id } = await hook();
    await world.prisma.webhook.update({ where: { id }, data: { sealedSecret: new Uint8Array(60) } });
    await key();
    await work();
    expect(sent).toEqual([]);
    expect(await deliveriesOf(id)).toMatchObject([{ state: "waiting", lastError: expect.stringMatching(/master key/) }]);
  });

  it("a removed webhook is told nothing, and is absent for every change", async () => {
    const { id } = await hook();
    await key();
    await removeWebhook(world, "member:owner", id);
    await work();
    expect(sent).toEqual([]);
    const changes = [removeWebhook, enableWebhook, rotateWebhookSecret, testWebhook];
    for (const change of changes) expect((await change(world, "test", id)).kind).toBe("absent");
  });
});
