// The outbox: each mail handed on once it is committed, again after failures and kills, given up in the end, and never by two at once.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { MAIL } from "@/lib/core/settings/mail";
import { changing } from "@/lib/manage/changing";
import { done } from "@/lib/manage/outcome";
import { changeSetting } from "@/lib/manage/settings/setting";
import type { Posted, ReadyMail } from "@/lib/ports/mail-post";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";
import { type DeliveryWorld, deliverMail, removeOldMails } from "./deliver-mail";
import { readOutboxState } from "./outbox-state";
import { queueMail } from "./queue-mail";

const HOUR_MS = 3_600_000;
const LATER: Posted = { kind: "refused", reason: "the server is\r\nfull", isFinal: false };

describe.each(Object.entries(TEST_DATABASES))("mails on %s", (_name, open) => {
  let world: TestWorld;
  let sent: ReadyMail[];
  let answer: () => Promise<Posted>;
  let passedMs: number;
  let delivery: DeliveryWorld;

  beforeAll(async () => {
    world = await open();
  });
  afterAll(() => world?.close());
  beforeEach(async () => {
    await world.prisma.mail.deleteMany();
    sent = [];
    passedMs = 0;
    answer = async () => ({ kind: "taken" });
    delivery = {
      ...world,
      nowMs: () => Date.now() + passedMs,
      usualSender: "keyfuse@example.com",
      post: {
        kind: "outbox",
        post: (mail) => {
          sent.push(mail);
          return answer();
        },
        close: async () => {},
      },
    };
  });

  const queue = (to = "ada@example.com", isCommitted = true) =>
    changing(world, "test", async (change) => {
      await queueMail(change, { kind: "test", to, subject: "A key", text: "Hello\n" });
      change.record("instance", "mail.test", "test");
      if (!isCommitted) throw new Error("undone");
      return done(null);
    });

  it("a committed mail is sent once, from the usual sender or the one in the settings; one that was undone never", async () => {
    await queue();
    await expect(queue("eve@example.com", false)).rejects.toThrow("undone");
    expect([await deliverMail(delivery), await deliverMail(delivery)]).toEqual([true, false]);
    expect(sent).toMatchObject([{ from: "keyfuse@example.com", to: "ada@example.com", subject: "A key", text: "Hello\n" }]);
    await changeSetting(world, "test", MAIL, { from: "Keys@Example.org" });
    await queue();
    await deliverMail(delivery);
    expect(sent.at(-1)?.from).toBe("keys@example.org");
    await world.prisma.setting.deleteMany();
  });

  it("many processes at once send each mail once", async () => {
    for (let count = 0; count < 20; count += 1) await queue(`user${count}@example.com`);
    const work = async () => {
      while (await deliverMail(delivery));
    };
    await Promise.all([work(), work(), work(), work()]);
    expect(new Set(sent.map(({ to }) => to)).size).toBe(20);
    expect(sent).toHaveLength(20);
  });

  it("a mail whose sender was killed in between is sent by the next one, not before two minutes", async () => {
    await queue();
    answer = () => Promise.reject(new Error("killed"));
    await expect(deliverMail(delivery)).rejects.toThrow("killed");
    answer = async () => ({ kind: "taken" });
    passedMs = 100_000;
    expect(await deliverMail(delivery)).toBe(false);
    passedMs = 121_000;
    expect(await deliverMail(delivery)).toBe(true);
    expect(sent).toHaveLength(2);
    expect(sent[0]?.id).toBe(sent[1]?.id);
  });

  it("a refused mail is tried again with longer and longer pauses, and given up after two days", async () => {
    await queue();
    answer = async () => LATER;
    expect(await deliverMail(delivery)).toBe(true);
    expect(await deliverMail(delivery)).toBe(false);
    expect(await readOutboxState(world)).toEqual({ waiting: 1, givenUp: 0, lastError: "the server is full" });
    for (; passedMs < 60 * HOUR_MS; passedMs += HOUR_MS / 2) await deliverMail(delivery);
    expect(await readOutboxState(world)).toEqual({ waiting: 0, givenUp: 1, lastError: "the server is full" });
    expect(sent.length).toBeGreaterThan(12);
    expect(sent.length).toBeLessThan(25);
  });

  it("one that no server will ever take is given up at once, and those behind it are sent", async () => {
    await world.prisma.mail.create({
      data: { id: randomUUID(), kind: "test", sealed: new Uint8Array(40), createdAt: new Date(0), dueAt: new Date(0) },
    });
    await queue();
    expect([await deliverMail(delivery), await deliverMail(delivery), await deliverMail(delivery)]).toEqual([true, true, false]);
    expect(sent).toHaveLength(1);
    expect(await readOutboxState(world)).toMatchObject({ waiting: 0, givenUp: 1 });
  });

  it("what ended long ago is removed, and what waits is not", async () => {
    await queue("done@example.com");
    await deliverMail(delivery);
    await queue("waiting@example.com");
    passedMs = 31 * 24 * HOUR_MS;
    await removeOldMails(delivery);
    expect(await readOutboxState(world)).toMatchObject({ waiting: 1 });
    expect(await world.prisma.mail.count()).toBe(1);
  });
});
