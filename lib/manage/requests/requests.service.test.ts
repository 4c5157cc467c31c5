// Requests for keys: who may ask, a confirmed address, one decision, a link that gives one secret once, and nothing told about addresses.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Role } from "@/lib/core/roles";
import { SECURITY } from "@/lib/core/settings/security";
import { mailContext } from "@/lib/manage/mail/queue-mail";
import { changeSetting } from "@/lib/manage/settings/setting";
import { disableMember } from "@/lib/manage/team/change-member";
import { removeMember } from "@/lib/manage/team/remove-member";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";
import { confirmRequest } from "./confirm-request";
import { approveRequest, refuseRequest } from "./decide-request";
import { findRequest, searchRequests } from "./find-requests";
import { askAsMember, askAsStranger } from "./make-request";
import { removeUnconfirmed } from "./remove-unconfirmed";
import { listRequestable, setRequestAccess } from "./request-access";
import { revealKey } from "./reveal-key";
import { takeBackApproval } from "./take-back-approval";
import { tellAdmins } from "./tell-admins";
import { withdrawByLink, withdrawOwn } from "./withdraw-request";

const API = "22222222-2222-4222-8222-222222222222";
const URL_BASE = "https://keys.example.com";
const HOUR_MS = 3_600_000;
const EVERYTHING = { text: "", state: null, api: null, position: null };
const ASKED = {
  name: "Grace Hopper",
  email: "Grace@Example.com ",
  organisation: "Navy",
  purpose: "Compilers",
  plan: "default",
  agree: "on",
};

type Asking = Parameters<typeof askAsMember>[1];

describe.each(Object.entries(TEST_DATABASES))("requests on %s", (_name, open) => {
  let world: TestWorld;
  let passedMs: number;
  const later = () => ({ ...world, nowMs: () => Date.now() + passedMs });

  beforeAll(async () => {
    world = await open();
  });
  afterAll(() => world?.close());
  beforeEach(async () => {
    passedMs = 0;
    await world.prisma.mail.deleteMany();
    await world.prisma.key.deleteMany();
    await world.prisma.api.deleteMany();
    await world.prisma.member.deleteMany();
    await world.prisma.setting.deleteMany();
    const plans = { create: [{ name: "default", windows: [] }] };
    await world.prisma.api.create({ data: { id: API, slug: "standard", name: "Standard", dialect: "standard", plans } });
    await setRequestAccess(world, "test", "standard", "public");
  });

  /** Mails to that address, oldest first, and the token in the last link of each. */
  async function mailsTo(to: string) {
    const rows = await world.prisma.mail.findMany({ orderBy: [{ createdAt: "asc" }, { id: "asc" }] });
    const mails = rows.map(({ id, kind, sealed }) => ({ kind, ...JSON.parse(world.sealing.openText(sealed, mailContext(id))) }));
    return mails.filter((mail) => mail.to === to).map((mail) => ({ ...mail, token: /#([\w-]{43})\n/.exec(mail.text)?.[1] ?? "" }));
  }
  const tokenOf = async (kind: string) => (await mailsTo("grace@example.com")).findLast((mail) => mail.kind === kind)?.token ?? "";
  const onlyRequest = () => world.prisma.keyRequest.findFirstOrThrow();
  const makeMember = (role: Role) =>
    world.prisma.member
      .create({ data: { id: randomUUID(), email: `${role}-${randomUUID()}@example.com`, name: role, role } })
      .then((row) => ({ ...row, role }));

  /** A confirmed request of a stranger. */
  async function waiting(): Promise<string> {
    expect((await askAsStranger(world, "standard", ASKED, URL_BASE)).kind).toBe("done");
    expect((await confirmRequest(world, await tokenOf("request-confirm"), URL_BASE)).kind).toBe("done");
    return (await onlyRequest()).id;
  }
  const grant = { api: "standard", name: "Grace's key", plan: "default", permissions: ["read"], expiresAt: null };
  async function approved(): Promise<string> {
    await approveRequest(world, "member:admin", await waiting(), grant, URL_BASE);
    return tokenOf("request-approved");
  }
  const actions = async () => (await world.prisma.auditEntry.findMany({ orderBy: { sequence: "asc" } })).map(({ action }) => action);

  it("from the form to the secret: each step once, told by mail, audited, and no secret stored in between", async () => {
    const id = await waiting();
    expect(await findRequest(world, { id: randomUUID(), role: "admin", isConfined: false }, id)).toMatchObject({
      state: "waiting",
      email: "grace@example.com",
    });
    expect((await approveRequest(world, "member:admin", id, grant, URL_BASE)).kind).toBe("done");
    expect(await world.prisma.key.count()).toBe(0);
    const token = await tokenOf("request-approved");
    const revealed = await revealKey(world, token);
    if (revealed.kind !== "done") throw new Error(JSON.stringify(revealed));
    const { key, secret } = revealed.value;
    expect(key).toMatchObject({ name: "Grace's key", permissions: ["read"], createdBy: "organisation", state: "active" });
    expect(secret.reveal()).toMatch(/^sk_/);
    expect(await revealKey(world, token)).toEqual({ kind: "used" });
    expect(await onlyRequest()).toMatchObject({ state: "revealed", keyId: key.id });
    expect(await actions()).toEqual(
      expect.arrayContaining(["request.make", "request.confirm", "request.approve", "key.create", "request.reveal"]),
    );
    const rows = JSON.stringify([
      await world.prisma.keyRequest.findMany(),
      await world.prisma.auditEntry.findMany({ select: { details: true } }),
    ]);
    expect(rows).not.toContain(secret.reveal());
    expect(JSON.stringify(await world.prisma.auditEntry.findMany({ select: { details: true } }))).not.toContain("grace@");
  });

  it("twenty who open one link at once get one secret", async () => {
    const token = await approved();
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => revealKey(world, token)));
    expect(outcomes.filter(({ kind }) => kind === "done")).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === "used")).toHaveLength(19);
    expect(await world.prisma.key.count()).toBe(1);
  });

  it("links end: to confirm after 24 hours, to reveal after 72, and unknown ones were never any", async () => {
    const token = await approved();
    passedMs = 71 * HOUR_MS;
    const id = (await onlyRequest()).id;
    const admin = { id: randomUUID(), role: "admin", isConfined: false } as const;
    expect((await findRequest(later(), admin, id))?.state).toBe("approved");
    passedMs = 73 * HOUR_MS;
    expect(await revealKey(later(), token)).toEqual({ kind: "expired" });
    expect((await findRequest(later(), admin, id))?.state).toBe("expired");
    expect((await searchRequests(later(), admin, { ...EVERYTHING, state: "expired" })).requests).toHaveLength(1);
    expect((await searchRequests(later(), admin, { ...EVERYTHING, state: "approved" })).requests).toHaveLength(0);
    for (const other of ["", "x", "A".repeat(43), `${token}A`]) expect(await revealKey(world, other)).toEqual({ kind: "unknown" });
    // A link of one kind opens nothing of another.
    expect(await confirmRequest(world, token, URL_BASE)).toEqual({ kind: "unknown" });
    await world.prisma.keyRequest.deleteMany();
    await askAsStranger(world, "standard", ASKED, URL_BASE);
    passedMs = 25 * HOUR_MS;
    expect(await confirmRequest(later(), await tokenOf("request-confirm"), URL_BASE)).toEqual({ kind: "expired" });
  });

  it("one decision alone is made, whoever decides at once; a refusal tells its reason and ends every link", async () => {
    const id = await waiting();
    const outcomes = await Promise.all([
      refuseRequest(world, "member:one", id, "Not for compilers."),
      refuseRequest(world, "member:two", id, "Not at all."),
      approveRequest(world, "member:three", id, grant, URL_BASE),
    ]);
    expect(outcomes.filter(({ kind }) => kind === "done")).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === "refused")).toHaveLength(2);
    const decisions = (await mailsTo("grace@example.com")).filter(({ kind }) => /approved|refused/.test(kind));
    expect(decisions).toHaveLength(1);
    expect((await refuseRequest(world, "member:one", id, "")).kind).toBe("refused");
    expect(await withdrawByLink(world, await tokenOf("request-waiting"))).toEqual({ kind: "used" });
  });

  async function waitingOf(member: Asking): Promise<string> {
    const made = await askAsMember(world, member, "standard", { purpose: "Tests", plan: "default" });
    if (made.kind !== "done") throw new Error(JSON.stringify(made));
    return made.value.id;
  }

  /** An approved request of that member, and the token that reveals its secret. */
  async function approvedOf(member: Asking): Promise<{ id: string; token: string }> {
    const id = await waitingOf(member);
    await approveRequest(world, "member:admin", id, grant, URL_BASE);
    const token = (await mailsTo(member.email)).findLast(({ kind }) => kind === "request-approved")?.token ?? "";
    return { id, token };
  }

  it("a withdrawn request cannot be decided, and an approved one that is withdrawn reveals nothing", async () => {
    const id = await waiting();
    expect((await withdrawByLink(world, await tokenOf("request-waiting"))).kind).toBe("done");
    expect((await approveRequest(world, "member:admin", id, grant, URL_BASE)).kind).toBe("refused");
    const member = await makeMember("viewer");
    const { id: ownId, token } = await approvedOf(member);
    expect((await withdrawOwn(world, await makeMember("owner"), ownId)).kind).toBe("absent");
    expect((await withdrawOwn(world, member, ownId)).kind).toBe("done");
    expect(await revealKey(world, token)).toEqual({ kind: "withdrawn" });
    expect(await world.prisma.key.count()).toBe(0);
  });

  it("an approval that is taken back makes no key, is told by mail and audited; once the secret was shown it is too late", async () => {
    const token = await approved();
    const { id } = await onlyRequest();
    expect((await takeBackApproval(world, "member:second", id)).kind).toBe("done");
    expect(await revealKey(world, token)).toEqual({ kind: "withdrawn" });
    expect(await onlyRequest()).toMatchObject({ state: "withdrawn", decidedBy: "member:second", keyId: null });
    expect((await mailsTo("grace@example.com")).at(-1)).toMatchObject({ subject: "Your key of Standard was taken back", token: "" });
    expect((await actions()).at(-1)).toBe("request.take-back");
    expect((await takeBackApproval(world, "member:second", id)).kind).toBe("refused");
    const member = await makeMember("viewer");
    const shown = await approvedOf(member);
    expect((await revealKey(world, shown.token)).kind).toBe("done");
    expect((await takeBackApproval(world, "member:second", shown.id)).kind).toBe("refused");
    const late = await approvedOf(member);
    passedMs = 73 * HOUR_MS;
    expect((await takeBackApproval(later(), "member:second", late.id)).kind).toBe("refused");
    for (const other of [await waitingOf(member), randomUUID()]) {
      expect((await takeBackApproval(world, "member:second", other)).kind).toBe("refused");
    }
  });

  it("of taking back and revealing at once, one alone happens", async () => {
    const member = await makeMember("viewer");
    for (let round = 0; round < 10; round += 1) {
      const { id, token } = await approvedOf(member);
      const keys = await world.prisma.key.count();
      const revealing = () => revealKey(world, token);
      const takingBack = () => takeBackApproval(world, "member:admin", id);
      const both = round % 2 === 0 ? [revealing(), takingBack()] : [takingBack(), revealing()];
      expect((await Promise.all(both)).filter(({ kind }) => kind === "done")).toHaveLength(1);
      const { state } = await world.prisma.keyRequest.findUniqueOrThrow({ where: { id } });
      expect((await world.prisma.key.count()) - keys).toBe(state === "revealed" ? 1 : 0);
    }
  });

  it.each([
    ["disabled", (id: string) => disableMember(world, "member:owner", id)],
    ["removed", (id: string) => removeMember(world, "member:owner", id, "organisation")],
  ])("a member who is %s asks no more: what waits or is not revealed is withdrawn, and its links end", async (_how, leave) => {
    const [member, other] = [await makeMember("viewer"), await makeMember("viewer")];
    const shown = await approvedOf(member);
    expect((await revealKey(world, shown.token)).kind).toBe("done");
    const [open, waits, foreign] = [await approvedOf(member), await waitingOf(member), await approvedOf(other)];
    expect((await leave(member.id)).kind).toBe("done");
    const stateOf = async (id: string) => (await world.prisma.keyRequest.findUniqueOrThrow({ where: { id } })).state;
    expect(await Promise.all([shown.id, open.id, waits, foreign.id].map(stateOf))).toEqual([
      "revealed",
      "withdrawn",
      "withdrawn",
      "approved",
    ]);
    expect(await revealKey(world, open.token)).toEqual({ kind: "withdrawn" });
    expect((await approveRequest(world, "member:admin", waits, grant, URL_BASE)).kind).toBe("refused");
    expect((await revealKey(world, foreign.token)).kind).toBe("done");
    const withdrawals = await world.prisma.auditEntry.findMany({ where: { action: "request.withdraw", actor: "member:owner" } });
    expect(withdrawals.map(({ target }) => target)).toEqual(expect.arrayContaining([`request:${open.id}`, `request:${waits}`]));
  });

  it("a key that cannot be made any more is refused, and its link stays", async () => {
    const token = await approved();
    await world.prisma.plan.updateMany({ where: { apiId: API }, data: { name: "other" } });
    expect((await revealKey(world, token)).kind).toBe("refused");
    await world.prisma.plan.updateMany({ where: { apiId: API }, data: { name: "default" } });
    expect((await revealKey(world, token)).kind).toBe("done");
  });

  it("who may ask is the API's decision: nobody, members or everybody, and never for Keyfuse's own keys", async () => {
    const member = await makeMember("viewer");
    const ask = async () => [
      (await askAsStranger(world, "standard", ASKED, URL_BASE)).kind,
      (await askAsMember(world, member, "standard", { purpose: "Tests", plan: "" })).kind,
    ];
    expect(await ask()).toEqual(["done", "done"]);
    await setRequestAccess(world, "test", "standard", "members");
    expect(await ask()).toEqual(["absent", "done"]);
    await setRequestAccess(world, "test", "standard", "off");
    expect(await ask()).toEqual(["absent", "refused"]);
    expect(await listRequestable(world)).toEqual([]);
    expect((await setRequestAccess(world, "test", "standard", "all")).kind).toBe("refused");
    for (const slug of ["management", "keyfuse-service", "none", "confirm", "a\0b"]) {
      expect((await setRequestAccess(world, "test", slug, "public")).kind).toBe("absent");
    }
  });

  it.each([
    ["off", "absent", "refused", 0],
    ["members", "absent", "done", 1],
    ["public", "done", "done", 1],
  ] as const)(
    "an API that says nothing follows the instance, which says %s; one that says something does not",
    async (usual, ...expected) => {
      const member = await makeMember("viewer");
      await changeSetting(world, "test", SECURITY, { ...SECURITY.fallback, requestAccess: usual });
      const [stranger, asMember, listed] = expected;
      const kinds = async () => [
        (await askAsStranger(world, "standard", ASKED, URL_BASE)).kind,
        (await askAsMember(world, member, "standard", { purpose: "Tests", plan: "" })).kind,
        (await listRequestable(world)).length,
      ];
      expect((await setRequestAccess(world, "test", "standard", "instance")).kind).toBe("done");
      expect(await kinds()).toEqual([stranger, asMember, listed]);
      await setRequestAccess(world, "test", "standard", "off");
      expect(await kinds()).toEqual(["absent", "refused", 0]);
      await setRequestAccess(world, "test", "standard", "public");
      expect(await kinds()).toEqual(["done", "done", 1]);
      const trail = await world.prisma.auditEntry.findMany({ where: { action: "api.request-access" }, orderBy: { at: "desc" }, take: 3 });
      expect(trail.map(({ details }) => (details as { access: object }).access)).toEqual(
        expect.arrayContaining([
          { from: "public", to: "instance" },
          { from: "instance", to: "off" },
          { from: "off", to: "public" },
        ]),
      );
    },
  );

  it("the sixth request of a day for an address is answered like the first, and nothing is kept or sent", async () => {
    const outcomes = [];
    for (let count = 0; count < 7; count += 1) outcomes.push(await askAsStranger(world, "standard", ASKED, URL_BASE));
    expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(1);
    expect([await world.prisma.keyRequest.count(), (await mailsTo("grace@example.com")).length]).toEqual([5, 5]);
  });

  it("of many who name one address at once, five are kept, whatever the spelling", async () => {
    const emails = Array.from({ length: 12 }, (_, count) => (count % 2 === 0 ? "grace@example.com" : "GRACE@example.com"));
    const outcomes = await Promise.all(emails.map((email) => askAsStranger(world, "standard", { ...ASKED, email }, URL_BASE)));
    expect(outcomes.filter(({ kind }) => kind === "refused" || kind === "absent")).toEqual([]);
    expect([await world.prisma.keyRequest.count(), (await mailsTo("grace@example.com")).length]).toEqual([5, 5]);
  });

  it.each([
    ["name", { name: "two\nlines" }],
    ["name", { name: "  " }],
    ["email", { email: "grace@example.com, eve@example.com" }],
    ["purpose", { purpose: "" }],
    ["agree", { agree: "" }],
    ["role", { role: "owner" }],
  ])("a wrong %s is refused at its field", async (field, fields) => {
    const outcome = await askAsStranger(world, "standard", { ...ASKED, ...fields }, URL_BASE);
    expect(outcome).toMatchObject({ kind: "refused", problems: [{ field }] });
  });

  it("admins and owners who can sign in are told once an hour with the number; unconfirmed requests are nobody's to see, and forgotten", async () => {
    const [admin, owner, viewer] = [await makeMember("admin"), await makeMember("owner"), await makeMember("viewer")];
    const gone = await makeMember("admin");
    await world.prisma.member.update({ where: { id: gone.id }, data: { disabledAt: new Date() } });
    await askAsStranger(world, "standard", ASKED, URL_BASE);
    expect(await tellAdmins(world, null)).toMatchObject({ kind: "unchanged" });
    expect((await searchRequests(world, admin, EVERYTHING)).requests).toEqual([]);
    await confirmRequest(world, await tokenOf("request-confirm"), URL_BASE);
    const told = await Promise.all([tellAdmins(world, URL_BASE), tellAdmins(world, URL_BASE)]);
    expect(told.map(({ kind }) => kind).sort()).toEqual(["done", "unchanged"]);
    await askAsMember(world, viewer, "standard", { purpose: "Tests", plan: "" });
    expect(await tellAdmins(later(), URL_BASE)).toMatchObject({ kind: "unchanged" });
    passedMs = HOUR_MS + 1000;
    expect(await tellAdmins(later(), URL_BASE)).toMatchObject({ kind: "done", value: 2 });
    for (const { email } of [admin, owner]) {
      expect((await mailsTo(email)).map(({ subject }) => subject)).toEqual([
        "One request for a key waits for a decision",
        "2 requests for keys wait for a decision",
      ]);
    }
    for (const { email } of [viewer, gone]) expect(await mailsTo(email)).toEqual([]);
    const own = await searchRequests(world, viewer, EVERYTHING);
    expect(own.requests.map(({ memberId }) => memberId)).toEqual([viewer.id]);
    expect((await searchRequests(world, admin, { ...EVERYTHING, text: "GRACE", api: "standard", state: "waiting" })).requests).toHaveLength(
      1,
    );
    await askAsStranger(world, "standard", ASKED, URL_BASE);
    passedMs = 8 * 24 * HOUR_MS;
    await removeUnconfirmed(later());
    expect(await world.prisma.keyRequest.count({ where: { state: "unconfirmed" } })).toBe(0);
    expect(await world.prisma.keyRequest.count()).toBe(2);
  });
});
